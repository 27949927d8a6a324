"""The product without Telegram: knowledge, language, search, danger, answers. Imports no aiogram."""
