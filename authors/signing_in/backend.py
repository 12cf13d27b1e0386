"""Who a name and a password belong to."""

from allauth.account.auth_backends import AuthenticationBackend

from authors.models import User


def accounts_with(address: str) -> list[User]:
    """The accounts of a mail address, however it is capitalised; allauth's own query finds small letters only."""
    return list(User.objects.filter(email__iexact=address)) if address else []


def account_named(typed: str) -> User | None:
    """The account that somebody means who types a username or a mail address; None where there is none, or several."""
    found = list(User.objects.filter(username__iexact=typed)[:2]) or accounts_with(typed)[:2]
    return found[0] if len(found) == 1 else None


class Backend(AuthenticationBackend):
    """allauth's, which takes a username or a mail address and as long for a wrong name as for a wrong password."""

    def _authenticate_by_email(self, email, password):
        for user in accounts_with(email):
            if self._check_password(user, password):
                return user
        return None
