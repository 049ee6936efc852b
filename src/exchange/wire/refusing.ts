import { type Answer, type Handler, refuseUpgrade } from './handler.ts'

const NOTHING: Answer = { status: 503, body: '' }

/**
 * The same handler, but for requests that are refused.
 *
 * @param refusal - what a request meets instead of its answer at the moment; `nobody`: its connection is cut
 */
export function refusing(handler: Handler, refusal: () => Answer | 'nobody' | undefined): Handler {
  const { upgrade } = handler
  return {
    ...handler,
    request(request) {
      const refused = refusal()
      if (refused !== 'nobody') return refused ?? handler.request(request)
      request.socket.destroy()
      return NOTHING
    },
    ...(upgrade && {
      upgrade(request, socket, head) {
        const refused = refusal()
        if (refused === undefined) upgrade(request, socket, head)
        else if (refused === 'nobody') socket.destroy()
        else refuseUpgrade(socket, refused)
      },
    }),
  }
}
