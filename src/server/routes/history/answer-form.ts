import type { Request, Response } from 'express'
import { sendProblem } from '../../problem.ts'

const JSON_TYPE = 'application/json'
const ARROW_TYPE = 'application/vnd.apache.arrow.stream'

/** How rows are written. */
export type AnswerForm = 'json' | 'arrow'

/** The media type of a form. */
export const typeOf = (form: AnswerForm): string => (form === 'json' ? JSON_TYPE : ARROW_TYPE)

/** JSON unless Arrow is liked better; undefined where neither is accepted, which is answered with 406. */
export function answerForm(request: Request, response: Response): AnswerForm | undefined {
  response.vary('Accept')
  const type = request.accepts(JSON_TYPE, ARROW_TYPE)
  if (type !== false) return type === JSON_TYPE ? 'json' : 'arrow'
  sendProblem(response, { status: 406, detail: `Rows are given as ${JSON_TYPE} or ${ARROW_TYPE}.` })
  return undefined
}
