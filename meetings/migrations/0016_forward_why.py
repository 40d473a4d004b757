from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0015_question_title"),
    ]

    operations = [
        migrations.RenameField(
            model_name="forwardentry",
            old_name="words",
            new_name="why",
        ),
    ]
