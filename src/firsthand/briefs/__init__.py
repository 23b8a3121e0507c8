"""Account → what people and programs read. Every statement is a report's exact words."""
