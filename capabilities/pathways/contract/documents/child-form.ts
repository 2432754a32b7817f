import { choice, figure, freeText, observed, vitalSigns, weightBasis, yesNo } from './writing.ts'

/** The score and its bands. */
export const bedside = 'Parshuram CS et al. Critical Care 2009;13:R135'

/** Ranges of each age, guess of the weight, least pressure. */
export const aplsRanges = 'Advanced Paediatric Life Support'

/** The inputs of the case form of a sick child. */
export const childItems = [
  ...vitalSigns,
  figure('age-months', ['Tuổi (tháng)', 'Age (months)'], ['mo', 0, 216, 1]),
  figure('age-years', ['Tuổi (năm)', 'Age (years)'], ['a', 0, 18]),
  observed('weight', ['Cân nặng', 'Weight'], 1),
  weightBasis,
  observed('glucose', ['Đường huyết', 'Glucose'], 1),
  figure('capillary-refill', ['Đầy mao mạch', 'Capillary refill'], ['s', 0, 15, 1]),
  choice(
    'respiratory-effort',
    ['Gắng sức hô hấp', 'Respiratory effort'],
    [
      ['normal', 'Bình thường', 'Normal'],
      ['mild', 'Tăng nhẹ', 'Mildly increased'],
      ['moderate', 'Tăng vừa', 'Moderately increased'],
      ['severe', 'Tăng nặng hoặc có cơn ngừng thở', 'Severe, or any apnoea'],
    ],
  ),
  choice(
    'oxygen-therapy',
    ['Thở oxy', 'Oxygen therapy'],
    [
      ['room-air', 'Khí trời', 'Room air'],
      ['low', 'Dưới 4 L/phút hoặc dưới 50 %', 'Under 4 L/min or under 50 %'],
      ['high', 'Từ 4 L/phút hoặc từ 50 %', '4 L/min or more, or 50 % or more'],
    ],
  ),
  yesNo('altered', ['Li bì hoặc kích thích', 'Lethargic or irritable']),
  yesNo('fits', ['Co giật', 'Fits']),
  yesNo('unable-to-drink', ['Không uống được, nôn mọi thứ', 'Unable to drink, vomits everything']),
  yesNo('petechiae', ['Chấm xuất huyết', 'Petechiae']),
  figure('fever-day', ['Ngày thứ mấy của sốt', 'Day of fever'], ['d', 0, 30]),
  figure('haematocrit', ['Hct', 'Haematocrit'], ['%', 10, 75]),
  observed('platelets', ['Tiểu cầu', 'Platelets']),
  figure('lactate', ['Lactat', 'Lactate'], ['mmol/L', 0.2, 30, 1]),
  freeText('drugs-given', ['Thuốc và dịch đã dùng, kèm giờ', 'Drugs and fluids given, with times']),
  freeText('allergy', ['Dị ứng thuốc', 'Drug allergy']),
]
