"""The container files name what is there: they cannot be built where the tests run."""

import re
import stat
from ipaddress import ip_address, ip_network

import yaml
from django.conf import settings
from django.core.management import get_commands

from deploy.nginx.fill import read

ROOT = settings.BASE_DIR
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text().replace("\\\n", " ")
COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OWN = [name for name, service in SERVICES.items() if service["image"] == "site-web"]


def lines(word):
    return re.findall(rf"^{word} +(.+)$", CONTAINERFILE, flags=re.MULTILINE)


def test_every_source_that_is_copied_exists():
    copied = [line.split()[:-1] for line in lines("COPY") if "--from" not in line]
    sources = [source for words in copied for source in words]
    assert "requirements.txt" in sources
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_every_app_is_copied():
    apps = {path.name for path in ROOT.iterdir() if (path / "apps.py").exists()} | {"config"}
    assert apps <= {line.split()[0] for line in lines("COPY")}


def test_nothing_of_the_site_runs_as_root():
    stages = re.split(r"^FROM ", CONTAINERFILE, flags=re.MULTILINE)[1:]
    assert re.findall(r"^USER (\w+)", stages[0], flags=re.MULTILINE) == ["site"]
    assert re.findall(r"^USER (\w+)", stages[-1], flags=re.MULTILINE)[-1] == "nginx"


def test_an_image_says_whether_it_is_healthy_by_livez():
    assert CONTAINERFILE.count("/livez") == 2


def test_the_commands_of_the_services_exist():
    commands = [
        service["command"] for name, service in SERVICES.items() if name in OWN and "command" in service
    ]
    assert {words[2] for words in commands} == {"work", "keep_time", "migrate"}
    assert {words[2] for words in commands} <= set(get_commands())
    assert all((ROOT / words[1]).exists() for words in commands)


def test_services_may_do_nothing_that_they_need_not():
    for name in OWN:
        service = SERVICES[name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["mem_limit"]


def test_only_the_proxy_is_reached_from_outside_and_only_from_this_machine():
    ports = {name: service.get("ports", []) for name, service in SERVICES.items()}
    assert {name for name, published in ports.items() if published} == {"proxy"}
    assert all(port.startswith("127.0.0.1:") for port in ports["proxy"])


def test_the_scripts_of_images_may_be_run():
    for script in ("nginx/join-static.sh", "release.sh", "nginx/fill.py", "alive.py", "prune_static.py"):
        path = ROOT / "deploy" / script
        if path.read_text().startswith("#!"):
            assert path.stat().st_mode & stat.S_IXUSR, script


def test_the_proxy_asks_the_nodes_at_addresses_that_nobody_else_in_their_network_is_given():
    proxy = read(ROOT / "deploy" / "nginx" / "proxy.env.container")
    network = COMPOSE["networks"]["default"]["ipam"]["config"][0]
    nodes = [
        SERVICES[name]["networks"]["default"]["ipv4_address"] for name in SERVICES if name.startswith("web-")
    ]
    assert re.findall(r"server ([\d.]+):8000", proxy["NODES"]) == nodes
    assert proxy["CONTROL_ALLOW"] == f"allow {network['subnet']};"
    for node in map(ip_address, nodes):
        assert node in ip_network(network["subnet"])
        assert node not in ip_network(network["ip_range"])
