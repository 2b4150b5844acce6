"""The product's addresses, and the peers' at ``/{language}/{community}/bench/{name}/``."""

from django.urls import URLPattern, URLResolver, path

from bench.race.peer import show_peer
from ningju.config import urls as product

urlpatterns: list[URLPattern | URLResolver] = [
    path("<language:language>/<slug:community>/bench/<slug:name>/", show_peer, name="show_peer"),
    *product.urlpatterns,
]

handler400 = product.handler400
handler403 = product.handler403
handler404 = product.handler404
handler500 = product.handler500
