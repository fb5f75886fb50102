"""The bench: pages beside their floors, in one run on one machine; ratios travel, absolute times do not."""
