"""An editor for every kind of answer. Each shows a `QuestionView` and tells every keystroke as a text."""
