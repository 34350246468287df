"""What a person can do: coroutines, one short function a gesture."""
