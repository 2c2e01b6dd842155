import { createServer, type AddressInfo } from 'node:net'

/** A mail server that keeps what it gets, or with `refuses` takes no recipient and names them in its answer. */
export async function startMailServer(refuses = false) {
  const mails: string[] = []
  const server = createServer((socket) => {
    let isData = false
    let text = ''
    socket.on('error', () => {})
    socket.write('220 mail.example ESMTP\r\n')
    socket.on('data', (data: Buffer) => {
      text += data.toString()
      for (;;) {
        const end = isData ? '\r\n.\r\n' : '\r\n'
        const at = text.indexOf(end)
        if (at === -1) return
        const given = text.slice(0, at)
        text = text.slice(at + end.length)
        if (isData) mails.push(given)
        const begins = !isData && /^DATA/i.test(given)
        const ends = !isData && /^QUIT/i.test(given)
        if (begins) socket.write('354 go on\r\n')
        else if (refuses && /^RCPT/i.test(given)) socket.write(`550 no such user: ${given}\r\n`)
        else socket.write(ends ? '221 bye\r\n' : '250 fine\r\n')
        if (ends) socket.end()
        isData = begins
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
