from django.apps import AppConfig


class NhsukConfig(AppConfig):
    name = "icsgov.nhsuk"
    label = "nhsuk"
