"""Addresses that no language has a version of."""

from django.urls import path

from home.machines import news, oembed, robots, sitemap
from publication import speculation
from publication.policies.reports import policy_reports

urlpatterns = [
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:kind>-<slug:language>-<int:number>.xml", sitemap.part, name="sitemap_part"),
    path("news-sitemap.xml", news.news, name="news_sitemap"),
    path("oembed/", oembed.oembed, name="oembed"),
    path("robots.txt", robots.robots, name="robots"),
    path("speculation-rules.json", speculation.rules, name="speculation_rules"),
    path("policy-reports/", policy_reports, name="policy_reports"),
    path(".well-known/security.txt", robots.security, name="security"),
]
