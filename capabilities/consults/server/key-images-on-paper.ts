import type { KeyImage } from '#capabilities/imaging/contract/key-images.ts'
import { keyPictures, markText } from '#capabilities/imaging/server/index.ts'
import type { Actor } from '#platform/server/actor.ts'
import { type House, inTransaction } from '#platform/server/house.ts'
import type { MinutesAnnex } from './minutes-document.ts'
import { nameOf } from './person-name.ts'

/** How many key images the minutes show; the others stay in the case. */
export const mostKeyImages = 12

/** The pictures of those key images that the asker may see, by id. */
export async function picturesOf(
  house: House,
  asker: Actor,
  keyImages: readonly KeyImage[],
): Promise<ReadonlyMap<string, Buffer>> {
  const ids = keyImages.map((each) => each.id)
  return await inTransaction(house, asker, async (tx) => await keyPictures(tx, ids), 'read')
}

const number = (value: number): string => value.toLocaleString('vi-VN', { maximumFractionDigits: 1 })

/** Key images as the minutes show them: the picture itself, so that what is signed keeps it whatever becomes of the case. */
export function keyImagesOnPaper(
  keyImages: readonly KeyImage[],
  pictures: ReadonlyMap<string, Buffer>,
): MinutesAnnex['keyImages'] {
  return keyImages.flatMap((each) => {
    const picture = pictures.get(each.id)
    if (!picture) return []
    const { window, slice, slices, part } = each.view
    return [
      {
        caption: each.caption,
        shown: [
          window ? `W ${number(window.width)} L ${number(window.center)}` : '',
          part ? 'vùng trên lam' : `lát ${slice}/${slices}`,
          [each.modality, each.seriesDescription].filter(Boolean).join(' '),
        ]
          .filter(Boolean)
          .join(' · '),
        legend: each.marks.map((mark, index) => `${index + 1}: ${markText(mark) || 'mũi tên'} (${nameOf(mark.by)})`),
        ...{ by: nameOf(each.by), at: each.at, sopUid: each.sopUid, sha256: each.sha256 },
        picture: `data:image/jpeg;base64,${picture.toString('base64')}`,
      },
    ]
  })
}
