import type { Region } from '@miaopi/identifiers';
import { useQuery } from '@tanstack/react-query';
import { useLang, useTexts } from '../../texts/lang.tsx';

/** Province, city, district as three lists; the table comes when the first such field is drawn. */
export function RegionControl(props: { value: string; set: (code: string | null) => void; onLeave: () => void }) {
  const texts = useTexts();
  const { lang } = useLang();
  const regions = useQuery<readonly Region[]>({
    queryKey: ['regions'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const door = await import('@miaopi/identifiers/regions');
      return [...door.DEMO_REGIONS, ...door.nationalRegions()];
    },
  });
  const all = regions.data ?? [];
  const code = props.value.slice(0, 6).padEnd(6, '0');
  const province = props.value ? `${code.slice(0, 2)}0000` : '';
  const city = props.value && code.slice(2, 4) !== '00' ? `${code.slice(0, 4)}00` : '';
  const county = props.value && code.slice(4, 6) !== '00' ? code : '';
  const levels = [
    {
      label: texts.apply.region.province,
      chosen: province,
      options: all.filter((one) => /0000$/.test(one.code.slice(0, 6))),
    },
    {
      label: texts.apply.region.city,
      chosen: city,
      options: province
        ? all.filter((one) => one.code.startsWith(province.slice(0, 2)) && /^..(?!00)..00/.test(one.code))
        : [],
    },
    {
      label: texts.apply.region.county,
      chosen: county,
      options: city ? all.filter((one) => one.code.startsWith(city.slice(0, 4)) && !/^....00/.test(one.code)) : [],
    },
  ];
  return (
    <div className="region">
      {levels.map((level, index) => (
        <select
          key={level.label}
          className="input"
          aria-label={level.label}
          value={level.chosen}
          disabled={level.options.length === 0}
          onBlur={props.onLeave}
          onChange={(event) => props.set(event.target.value || levels[index - 1]?.chosen || null)}
        >
          <option value="">{level.label}</option>
          {level.options.map((one) => (
            <option key={one.code} value={one.code.slice(0, 6)} lang={lang === 'zh' ? undefined : 'zh-CN'}>
              {one.name}
            </option>
          ))}
        </select>
      ))}
    </div>
  );
}
