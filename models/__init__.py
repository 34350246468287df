"""What the views read: Qt item models and the state under them."""
