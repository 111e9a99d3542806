public enum PlaceholderReporting {}
