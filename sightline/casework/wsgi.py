"""The application that a web server runs; the workspace must be open (`casework.boot`)."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
