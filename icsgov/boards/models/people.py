"""Organisations, people and the accounts they sign in with."""

import uuid
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from icsgov.ledger.models import Versioned


class Organisation(Versioned):
    """A body that people speak for: a council, a trust, an alliance."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_name_once")]

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def named(self, words: str) -> Self:
        """People whose name holds every one of the words."""
        rows = self
        for word in words.split():
            rows = rows.filter(
                models.Q(given_names__icontains=word) | models.Q(family_name__icontains=word)
            )
        return rows


class Person(Versioned):
    """Somebody who sits, speaks, writes or presents; with or without an account."""

    honorific = models.CharField(max_length=40, blank=True, help_text="Such as Cllr, Dr or Sir.")
    given_names = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    post_nominals = models.CharField(max_length=60, blank=True)
    initials = models.CharField(
        max_length=8, blank=True, help_text="As printed on agendas. They may be the same for two."
    )
    email = models.EmailField(blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_names"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        if not self.initials:
            self.initials = f"{self.given_names[:1]}{self.family_name[:1]}".upper()
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """The name as printed: Cllr Kieron Williams."""
        parts = (self.honorific, self.given_names, self.family_name, self.post_nominals)
        return " ".join(part for part in parts if part)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account that signs in with this address; without a password it cannot yet."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        user.vouch_for_address()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """An account. What it may do comes from the seats and papers of its person."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(unique=True)
    person = models.OneToOneField(
        Person, null=True, on_delete=models.PROTECT, related_name="account"
    )
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    def vouch_for_address(self) -> None:
        """Tell the sign-in that the address is this person's own.

        Accounts come from invitations to an address that somebody of the house knows, and allauth
        lets nobody set up a second factor whose address it takes for unchecked.
        """
        from allauth.account.models import EmailAddress

        EmailAddress.objects.filter(user=self).delete()
        EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)

    @property
    def full_name(self) -> str:
        """The person's name as printed, or the address where there is no person."""
        return self.person.full_name if self.person else self.email

    def get_full_name(self) -> str:
        return self.full_name
