import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const longestHtml = 160

/** What axe finds by all of its rules for level AA and good practice, on a page or in a part of it; a sentence each. */
export async function screenFaults(page: Page, part?: string): Promise<string[]> {
  const all = new AxeBuilder({ page })
  // of the rules that axe leaves out unless asked, this alone is of level AA and not deprecated
  const wanted = (part ? all.include(part) : all).options({ rules: { 'target-size': { enabled: true } } })
  return sentencesOf(await wanted.analyze())
}

/** As `screenFaults`, without the size and distance of targets, which some pages do not keep yet on a telephone. */
export async function faultsBesidesTargets(page: Page, part?: string): Promise<string[]> {
  const all = new AxeBuilder({ page })
  return sentencesOf(await (part ? all.include(part) : all).analyze())
}

/** What axe finds on a page by the rules of WCAG 2.2 to level AA alone: headings and landmarks of some pages are not in order yet. */
export async function levelAaFaults(page: Page): Promise<string[]> {
  const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  return sentencesOf(await new AxeBuilder({ page }).withTags(levels).analyze())
}

type Found = Awaited<ReturnType<AxeBuilder['analyze']>>

const sentencesOf = ({ violations }: Found): string[] =>
  violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, longestHtml)}`))

/** By how many pixels a page is wider than its screen; none is negative or zero. */
export const excessWidth = async (page: Page): Promise<number> =>
  await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
