// Runs before everything else. The content security policy lets no text become markup (Trusted Types)
// but through this policy, and no other policy can be made. Mantine writes its styles as text, so text
// without a tag passes; anything else is refused, and the browser says so in its console.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML: (text, _type, sink) =>
    sink === 'Element innerHTML' && !text.includes('<') ? text : null,
})
