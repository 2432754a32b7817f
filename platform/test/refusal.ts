import { Problem } from '../server/problem.ts'

/** For `assert.rejects`: true of the named problem. */
export const refusal = (problem: string) => (error: unknown) => error instanceof Problem && error.problem === problem
