"""Finds cuts with PySceneDetect, in an environment of its own: its wheel asks for an OpenCV with a second Qt.

python scene_peer.py DETECTOR BACKEND FILE...    prints, for each file, the cuts and the seconds of the processor
"""

import json
import sys
import time
from typing import Any


def main(detector: str, backend: str, paths: list[str]) -> None:
    import scenedetect  # pyright: ignore[reportMissingImports] - not installed beside us

    detect: Any = scenedetect
    found: list[dict[str, object]] = []
    for path in paths:
        start, began = time.process_time(), time.perf_counter()
        manager = detect.SceneManager()
        for name in detector.split("+"):
            manager.add_detector(getattr(detect, name)())
        manager.detect_scenes(detect.open_video(path, backend=backend))
        cuts = [int(scene[0].frame_num) for scene in manager.get_scene_list()][1:]
        took = {"seconds": time.process_time() - start, "clock": time.perf_counter() - began}
        found.append({"cuts": cuts, **took})
    sys.stdout.write(json.dumps({"version": detect.__version__, "films": found}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
