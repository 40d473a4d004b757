"""Pictures for the drafted text: by the editor, or on a page of their own."""

from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from icsgov.nhsuk.forms import render_form
from meetings import access
from meetings.forms.papers import PictureForm
from meetings.models import PaperImage
from meetings.tasks.pictures import PictureRefused, take
from meetings.views.papers.saving import sent


def pictures(request: HttpRequest, key: UUID) -> HttpResponse:
    """The pictures of a paper; posting takes one more. The editor asks for JSON."""
    now = timezone.now()
    paper = access.get_paper(request.user, key, "write", now)
    form = PictureForm(sent(request), request.FILES or None)
    kept = None
    if form.is_valid():
        file = form.cleaned_data["picture"]
        try:
            kept = take(
                paper, Path(file.temporary_file_path()), file.name, form.cleaned_data["alt"]
            )
        except PictureRefused as refused:
            form.add_error("picture", str(refused))
    if request.accepts("text/html"):
        context = {"paper": paper, "pictures": paper.images.select_related("blob")}
        if kept is not None:
            return redirect("paper-pictures", key=key)
        return render_form(request, "meetings/papers/pictures.html", form, context)
    if kept is None:
        words = " ".join(str(each) for errors in form.errors.values() for each in errors)
        return JsonResponse({"error": words or "Choose a picture."}, status=422)
    return JsonResponse(_told(kept, key), status=201)


def _told(image: PaperImage, key: UUID) -> dict[str, str]:
    sha256 = image.blob.sha256
    address = reverse("paper-picture", kwargs={"key": key, "sha256": sha256})
    return {"sha256": sha256, "alt": image.alt, "address": address}
