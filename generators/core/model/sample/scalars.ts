/** Numbers and texts that a schema may accept, the best first; whether it does is for who asks to find out. */
import { isNumber, type JsonObject } from '../json.ts';
import { textsOf } from './pattern.ts';

/** What a format asks for. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2026-01-01T00:00:00Z'],
  datetime: ['2026-01-01T00:00:00Z'],
  date: ['2026-01-01'],
  duration: ['30s'],
  uuid: ['00000000-0000-4000-8000-000000000000'],
  uuid3: ['00000000-0000-3000-8000-000000000000'],
  uuid4: ['00000000-0000-4000-8000-000000000000'],
  uuid5: ['00000000-0000-5000-8000-000000000000'],
  ipv4: ['192.0.2.1'],
  ip: ['192.0.2.1'],
  ipv6: ['2001:db8::1'],
  cidr: ['192.0.2.0/24'],
  uri: ['https://example.com'],
  url: ['https://example.com'],
  email: ['someone@example.com'],
  hostname: ['example.com'],
  byte: ['c2FtcGxl'],
  mac: ['00:00:5e:00:53:01'],
  bsonobjectid: ['507f1f77bcf86cd799439011'],
  isbn: ['9780306406157'],
  isbn10: ['0306406152'],
  isbn13: ['9780306406157'],
  creditcard: ['4111111111111111'],
  ssn: ['111-11-1111'],
  hexcolor: ['#336699'],
  rgbcolor: ['rgb(51,102,153)'],
};

const CANDIDATES = [
  'sample',
  'example.com',
  '1',
  '1Gi',
  '30s',
  'Sample',
  'a',
  'https://example.com',
  'sample/sample',
  '1.0.0',
  '0 * * * *',
  'v1',
  '100m',
  '/sample',
  'sample:latest',
  'registry.example.com/team/sample:1.0.0',
  'example.com/sample',
  '192.0.2.1',
  '192.0.2.0/24',
  '',
];

/** Texts to try. */
export const textCandidates = ({ format, pattern, minLength }: JsonObject): readonly string[] => {
  const length = isNumber(minLength) ? Math.max(Math.min(Number(minLength), MOST), 0) : 0;
  return [
    ...(typeof format === 'string' && Object.hasOwn(FORMATS, format) ? FORMATS[format]! : []),
    ...CANDIDATES,
    ...(typeof pattern === 'string' ? textsOf(pattern, length) : []),
    'a'.repeat(length),
    '1'.repeat(length),
  ];
};

const MOST = 4096;

/** Numbers to try: a small one that is not nothing, then what the bounds are. */
export const numberCandidates = ({ type, minimum, maximum, multipleOf }: JsonObject): readonly (number | bigint)[] => {
  const step = isNumber(multipleOf) ? Number(multipleOf) : type === 'number' ? 0.5 : 1;
  const bounds = [minimum, maximum].filter(isNumber);
  const nearby = bounds.flatMap((bound) => {
    const [up, down] = [Math.ceil(Number(bound) / step) * step, Math.floor(Number(bound) / step) * step];
    return [up, up + step, down, down - step, Number(bound)];
  });
  return [1, ...(isNumber(multipleOf) ? [step] : []), 0, ...nearby, step, -step, ...bounds];
};
