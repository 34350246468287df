"""What a person sees: windows, panes, dialogs, the grid."""
