import type { ProblemBody } from '../contract/problem.ts'

/** A refusal with a name from the contract; it rolls the transaction back and is answered as RFC 9457. */
export class Problem extends Error {
  readonly status: number
  readonly problem: string
  readonly fields: ProblemBody['fields']
  constructor(status: number, problem: string, fields?: ProblemBody['fields']) {
    super(problem)
    this.name = 'Problem'
    this.status = status
    this.problem = problem
    this.fields = fields
  }
}

/** What one may not see and what does not exist look the same. */
export const notFound = () => new Problem(404, 'not-found')

/** The body of a problem as it goes over the wire. */
export const problemBodyOf = (problem: Problem, requestId: string): ProblemBody => ({
  type: `urn:tuyen:problem:${problem.problem}`,
  title: problem.problem.replaceAll('-', ' '),
  status: problem.status,
  name: problem.problem,
  requestId,
  ...(problem.fields ? { fields: problem.fields } : {}),
})
