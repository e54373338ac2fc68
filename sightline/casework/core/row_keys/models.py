"""The keys of rows. Deleting one destroys the words that it seals, and leaves the row as it was."""

from typing import ClassVar, Self

from django.db import models

from sightline.model.sealed_words import ID_FIGURES


class RowKey(models.Model):
    """The key of one row's words, itself sealed with the workspace's data key. Its id says nothing of the row."""

    id = models.CharField(max_length=ID_FIGURES, primary_key=True)
    wrapped = models.TextField()

    objects: ClassVar[models.Manager[Self]] = models.Manager()
