import { CLOSE_CODE } from '@/events/socketConnection'
import type { SocketLike } from '@/events/socketConnection'

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  binaryType = 'blob'
  onopen: SocketLike['onopen'] = null
  onmessage: SocketLike['onmessage'] = null
  onclose: SocketLike['onclose'] = null
  onerror: SocketLike['onerror'] = null
  readonly sent: unknown[] = []
  /** The code the page closed it with; null while it has not. */
  closedWith: number | null = null
  state: 'connecting' | 'open' | 'closing' | 'closed' = 'connecting'

  constructor(readonly url: string) {}

  send(data: string): void {
    if (this.state !== 'open') throw new Error('the socket is not open')
    this.sent.push(JSON.parse(data))
  }

  close(code: number = CLOSE_CODE.done): void {
    if (this.state === 'closed') return
    this.closedWith = code
    this.state = 'closing'
  }

  /** The server accepts. */
  accept(): void {
    this.state = 'open'
    this.onopen?.({} as never)
  }

  /** The server sends a frame. */
  receive(data: unknown): void {
    this.onmessage?.({ data } as never)
  }

  /** The connection ends, or its closing is confirmed. */
  end(code = 1006): void {
    this.state = 'closed'
    this.onclose?.({ code } as never)
  }
}

/** A `WebSocket` class that keeps what it makes. */
export function createSocketHouse() {
  const sockets: FakeSocket[] = []
  return {
    sockets,
    WebSocket: class extends FakeSocket {
      constructor(url: string) {
        super(url)
        sockets.push(this)
      }
    },
    getLast: () => sockets.at(-1)!,
    /** Sockets that the server may still count as this client's. */
    countAlive: () => sockets.filter(({ state }) => state !== 'closed').length
  }
}
