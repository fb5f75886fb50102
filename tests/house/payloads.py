"""Sixty ways in which typed text tries to become part of a page (T11); all of them leave the word `xss` behind."""

SHORT = (
    "<script>window.__xss=1</script>",
    "<img src=x onerror=__xss=1>",
    "<svg onload=window.__xss=1>",
    '"><script>__xss=1</script>',
    "'><img src=x onerror=__xss=1>",
    '" autofocus onfocus=__xss=1 x="',
    "' autofocus onfocus=__xss=1 x='",
    "` onmouseover=__xss=1 `",
    "</textarea><script>__xss=1</script>",
    "</title><script>__xss=1</script>",
    "</option></select><svg/onload=__xss=1>",
    "</script><script>__xss=1</script>",
    "--><script>__xss=1</script><!--",
    "]]><script>__xss=1</script>",
    "javascript:window.__xss=1",
    "JaVaScRiPt:__xss=1//",
    "java\tscript:__xss=1",
    "\x01javascript:__xss=1",
    "data:text/html,<script>__xss=1</script>",
    "vbscript:__xss=1",
    "{{7*7}}<b xss>{{config}}</b>",
    "{% print(1) %}<b xss>",
    "${__xss=1}<b xss>",
    "#{__xss=1}<b xss>",
    "<%= __xss=1 %><b xss>",
    "<b hx-get=/xss hx-trigger=load>x</b>",
    '" hx-get="/xss" hx-trigger="load',
    '<b hx-on::load="__xss=1">x</b>',
    '" hx-on:click="window.__xss=1',
    "<b data-hx-on:load=__xss=1>x</b>",
    "<b hx-vals='js:{x:__xss=1}' hx-get=/ hx-trigger=load>",
    "<b ws-connect=/xss sse-connect=/xss>x</b>",
    "<iframe src=javascript:parent.__xss=1>",
    "<iframe srcdoc='<script>parent.__xss=1</script>'>",
    "<object data=javascript:__xss=1>",
    "<embed src=javascript:__xss=1>",
    "<a href=javascript:__xss=1 id=xss>x</a>",
    "<form action=javascript:__xss=1><button>x",
    "<button formaction=javascript:__xss=1>x",
    "<base href=//xss.example/>",
    "<link rel=stylesheet href=//xss.example/a>",
    "<meta http-equiv=refresh content=0;url=//xss.example>",
    "<style>@import'//xss.example'</style>",
    "<b style=background:url(//xss.example)>x</b>",
    "<math><mi xlink:href=javascript:__xss=1>x",
    "<details open ontoggle=__xss=1>",
    "<video><source onerror=__xss=1></video>",
    "<input autofocus onfocus=__xss=1>",
    "<body onload=__xss=1>",
    "<svg><animate onbegin=__xss=1 attributeName=x>",
    "<svg><script>__xss=1</script></svg>",
    "<noscript><p title='</noscript><img src=x onerror=__xss=1>'>",
    "<template><script>__xss=1</script></template>",
    "<xss-element xss>x</xss-element>",
    "\u2028<script>__xss=1</script>\u2029",
    "＜script＞__xss=1＜/script＞",
    "\ufeff<img src=x onerror=__xss=1>",
    "&lt;script&gt;__xss=1&lt;/script&gt;",
    "&#60;img src=x onerror=__xss=1&#62;",
    "\u202e<img src=x onerror=__xss=1>",
)
"""Each fits the shortest field that takes a name: sixty characters at most."""


def packed(longest: int) -> list[str]:
    """The payloads, as many in one text as fit into that many characters; a piece of one where none fits."""
    chunks: list[str] = []
    for payload in SHORT:
        if len(payload) > longest:
            continue
        if chunks and len(chunks[-1]) + len(payload) < longest:
            chunks[-1] += " " + payload
        else:
            chunks.append(payload)
    return chunks or [SHORT[3][:longest]]


assert len(SHORT) == 60 and max(map(len, SHORT)) <= 60
