"""The machinery of bot walls: scripts, addresses and ids of their vendors, in any language.

A challenge's own are on no other page. Widgets and sensors are on many a
page that shows its text (a captcha under a comment form), and tell something only where a page
has next to no text. The marks are searched in the page as received: a script is no text.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

_IN_MARKUP = frozenset({"challenge", "widget"})
_LONGEST = 150_000  # characters; walls are small pages, or small parts of a page's first half

_CHALLENGES = {
    "Cloudflare": """_cf_chl_opt /orchestrate/ cf-browser-verification jschl_vc cf-error-details
        cf-challenge-running cf-please-wait cf-wrapper""",
    "DataDome": "captcha-delivery.com",
    "HUMAN": "px-captcha captcha.px-cdn.net captcha.px-cloud.net /captcha/captcha.js?a=c",
    "Akamai": """bm-verify /_sec/verify /_sec/cp_challenge sec-if-cpt errors.edgesuite.net
        Reference&#32;&#35;""",
    "AWS WAF": "gokuProps",
    "Imperva": "UDNSAI= Incapsula|incident|ID",
    "F5": """"bobcmn" requested|URL|was|rejected.|Please|consult""",
    "CloudFront": "Generated|by|cloudfront",
    "Sucuri": "sucuri_cloudproxy sucuri-firewall-block Sucuri|WebSite|Firewall",
    "Vercel": "/.well-known/vercel/security/",
    "Kasada": "/2d206a39-8ed7-437e-a3be-862e0f06eea3/ips.js",
    "Anubis": "anubis_challenge /.within.website/x/cmd/anubis",
    "go-away": "gammaspectra.live/git/go-away __goaway",
    "mCaptcha": "mcaptcha__widget mcaptcha_url",
    "BasedFlare": "/.basedflare/ kiwiflare",
    "SiteGround": "/.well-known/sgcaptcha",
    "DDoS-Guard": "/.well-known/ddos-guard/ ddg-captcha check.ddos-guard.net",
    "Qrator": "/__qrator/ qauth_utm",
    "Alibaba Cloud": "acw_sc__v2 aliyunwaf_ denytoken",
    "Yandex": "CheckboxCaptcha checkbox-captcha-form",
    "Google": "/sorry/index",
    "Amazon": "/errors/validateCaptcha",
    "Radware": "captcha.perfdrive.com validate.perfdrive.com",
    "Distil": "distil_r_captcha distil_r_blocked",
    "StackPath": "sp_sec_verify /sbbi/?sbbpg",
    "Reblaze": "window.rbzns",
    "Imunify360": "wsidchk",
    "CleanTalk": "Anti-Crawler|by|CleanTalk Anti-Flood|by|CleanTalk",
    "LiteSpeed": "lsrecaptcha",
    "Wordfence": "Generated|by|Wordfence wfBlocked",
    "Bunny": "/.bunny-shield/",
    "Fastly": "/_fs-ch-",
    "Queue-it": "queue-it_log .queue-it.net/?c=",
    "testcookie": "slowAES.decrypt",
}
_WIDGETS = {
    "reCAPTCHA": "g-recaptcha recaptcha/api.js recaptcha/enterprise.js",
    "hCaptcha": "h-captcha hcaptcha.com/1/api.js",
    "Turnstile": "cf-turnstile challenges.cloudflare.com/turnstile",
    "Friendly Captcha": "frc-captcha friendly-challenge friendlycaptcha",
    "the site": """name="captcha" name='captcha' class="captcha class='captcha mtcaptcha""",
    "ALTCHA": "<altcha-widget",
    "Cap": "<cap-widget",
    "GeeTest": "static.geetest.com gcaptcha4.geetest.com geetest-captcha",
    "Arkose": "arkoselabs.com funcaptcha",
    "Tencent": "TCaptcha.js TencentCaptcha turing.captcha",
    "Yandex SmartCaptcha": "smartcaptcha.yandexcloud",
    "Alibaba Cloud": "AWSC/awsc.js nc_1_nocaptcha",
    "AWS WAF": "awswaf.com AwsWafIntegration",
    "Imperva": "_Incapsula_Resource",
    "F5": "/TSPD/",
    "Kasada": "KPSDK",
    "HUMAN": "_pxAppId",
    "Queue-it": "static.queue-it.net",
    "Arvan": "/cdn-arvancloud/",
    "DataDome": "js.datadome.co",
}


# Pages of servers, hosts and dealers in names, in the place of a site that is not there (yet).
_HOSTING = """<title>Welcome|to|nginx <title>Apache2|Ubuntu|Default <title>Apache2|Debian|Default
    <title>IIS|Windows <title>IIS7 <title>Microsoft|Internet|Information|Services iisstart.png
    <title>Test|Page|for|the <title>HTTP|Server|Test|Page <title>Apache|HTTP|Server|Test
    <title>Domain|Default|page /cgi-sys/defaultwebpage.cgi /cgi-sys/suspendedpage.cgi
    <title>Account|Suspended <title>Welcome|to|OpenResty <title>Welcome|to|CentOS
    <title>Caddy|works <title>XAMPP <title>WordPress|&rsaquo;|Installation
    <title>WordPress|›|Installation wp-admin/setup-config.php <title>Joomla!|Web|Installer
    core/install.php sedoparking.com parkingcrew.net d38psrni17bvxu.cloudfront.net bodiscdn.com
    afternic.com/forsale /lander.js parklogic.com hugedomains.com/domain_profile dan.com/buy-domain
    img1.wsimg.com/parking-lander uniregistry.com/parking mcc.godaddy.com/park"""


def challenge_of(html: str) -> str:
    """The vendor whose challenge `html` is, or "". Reads the first 150,000 characters."""
    return _first(html, "challenge")


def spoken_challenge_of(html: str) -> str:
    """The same by what the page shows as text, which a text about walls may show too."""
    return _first(html, "spoken challenge")


def widget_of(html: str) -> str:
    """The vendor of a captcha or a sensor in `html`, or "". What the page shows as text is none."""
    return _first(html, "widget")


def is_login(html: str) -> bool:
    """Whether `html` has a form that requires a password."""
    return bool(_first(html, "login"))


def is_hosting(html: str) -> bool:
    """Whether `html` is a server's, a host's or a domain dealer's own page."""
    return bool(_first(html, "hosting"))


def _first(html: str, kind: str) -> str:
    """What the first mark of `kind` belongs to. A page is searched once for all kinds."""
    return next((name for k, name in _found(html[:_LONGEST]) if k == kind), "")


@lru_cache(maxsize=1)
def _found(html: str) -> list[tuple[str, str]]:
    scan, meanings = _scan()
    found = []
    for number, start, _ in scan.find_matches_as_indexes(html):
        kind, name = meanings[number]
        if kind in _IN_MARKUP and not _is_markup(html, start):
            kind = f"spoken {kind}"
        found.append((kind, name))
    return found


def _is_markup(html: str, position: int) -> bool:
    """Whether a place is in a tag or in a script, not in text."""
    opened = html.rfind("<", 0, position + 1)
    return html.rfind(">", 0, position) < opened or html.startswith("<script", opened)


@cache
def _scan() -> tuple[AhoCorasick, list[tuple[str, str]]]:
    rows = [
        *(("challenge", vendor, row) for vendor, row in _CHALLENGES.items()),
        *(("widget", vendor, row) for vendor, row in _WIDGETS.items()),
        ("hosting", "hosting", _HOSTING),
        ("login", "login", """type="password type='password type=password"""),
    ]
    marks = [(m.replace("|", " "), (kind, name)) for kind, name, row in rows for m in row.split()]
    return AhoCorasick([mark for mark, _ in marks]), [meaning for _, meaning in marks]
