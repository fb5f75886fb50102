"""A list of networks as it stands in the environment: `10.0.0.0/8, 192.168.1.5`."""

from ipaddress import IPv4Address, IPv6Address, ip_network


class Networks:
    """Some networks, or none."""

    def __init__(self, text: str = "") -> None:
        """Raises ValueError where a part is no network."""
        self._all = tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())

    def hold(self, address: IPv4Address | IPv6Address) -> bool:
        """Whether the address lies in one of them."""
        return any(address in network for network in self._all)
