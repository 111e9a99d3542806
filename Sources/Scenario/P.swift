public enum PlaceholderScenario {}
