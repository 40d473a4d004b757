from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """What the boards do: agendas, papers, packs."""

    name = "meetings"
    label = "meetings"

    def ready(self) -> None:
        from meetings import (
            expunging,  # noqa: F401  (registers what the desk forgets)
            withheld_business,  # noqa: F401  (registers what is withheld with a paper)
        )
        from meetings.proofs import (
            agenda,  # noqa: F401  (registers its proof and its kinds)
            documents,  # noqa: F401  (registers its kind)
            interests,  # noqa: F401  (registers what it releases, and its enclosure)
            minutes,  # noqa: F401  (registers its proof and its kinds)
            notices,  # noqa: F401  (registers what it releases)
            outcomes,  # noqa: F401  (registers its kinds)
            questions,  # noqa: F401  (registers its kind)
        )
        from meetings.questions import forgetting  # noqa: F401  (the clock)
        from meetings.tasks import (  # noqa: F401  (papers)
            action_mail,
            asked,
            astray,
            chasers,
            drops,
            interest_letters,
            letters,
            pack_mail,
            question_mail,
            receiving,
            withheld_mail,
            word_files,
        )
