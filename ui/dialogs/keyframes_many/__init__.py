"""The dialogs that change the keyframes and the sampling plans of many videos at once."""
