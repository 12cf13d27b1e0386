"""What machines ask the site for, beside its pages: sitemaps, robots.txt, security.txt, previews of links (oEmbed)."""
