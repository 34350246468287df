"""What happens when a command of the window is used: gestures on the panes, passed on to the controllers."""
