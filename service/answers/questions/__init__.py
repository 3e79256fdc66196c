"""The stored questions as who answers knows them; the files of their queries stand beside this module."""

from service.stored_questions import NAMES, Parameter, QuestionError, StoredQuestion, parse, question, questions

__all__ = ["NAMES", "Parameter", "QuestionError", "StoredQuestion", "parse", "question", "questions"]
