"""Values on their way in and out: records, files of every format, change sets, scripts."""
