import { html } from './markup.ts';

/** The page's style sheet. Nothing is loaded: the fonts are the reader's own. */
export const STYLE = html`
:root{--paper:#fff;--ink:#1b2430;--soft:#5c6875;--line:#dfe4ea;--wash:#f5f7f9;--person:#2563a8;--engine:#8db9e3;--none:#aab4bf;
--warn:#dd9a1c;--kept:#2f8f5b;--broken:#c6363c;--bad:#fbe3e3;--good:#e8f4ec;--star:#c98a00;--on:#fff}
@media screen and (prefers-color-scheme:dark){:root{--paper:#12171d;--ink:#e6ebf0;--soft:#98a4b1;--line:#2c353f;--wash:#1a2129;
--person:#5b9be0;--engine:#34618f;--none:#5d6873;--warn:#d9a13a;--kept:#4caf7a;--broken:#e0656a;--bad:#4a2226;--good:#1b3527;--star:#e8b339;--on:#0d1116}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1080px;margin:0 auto;padding:12px 28px 48px}
:root:has(#show-zh:checked) .en,:root:has(#show-en:checked) .zh{display:none}
.switch{position:sticky;top:0;z-index:1;display:flex;justify-content:flex-end;max-width:1080px;margin:0 auto;padding:10px 28px 0}
.switch input{position:absolute;opacity:0}
.switch label{padding:3px 14px;border:1px solid var(--line);background:var(--paper);color:var(--soft);cursor:pointer}
.switch label:first-of-type{border-radius:99px 0 0 99px}.switch label:last-of-type{border-radius:0 99px 99px 0;border-left:0}
.switch input:checked+label{background:var(--person);border-color:var(--person);color:var(--on)}
.switch input:focus-visible+label{outline:2px solid var(--ink);outline-offset:2px}
header{display:grid;grid-template-columns:1fr auto;column-gap:24px;border-bottom:2px solid var(--ink);padding-bottom:10px;margin-bottom:16px}
header p{margin:0;color:var(--soft)}h1{grid-row:2;margin:0;font-size:26px;line-height:1.3}
.period{grid-row:2;grid-column:2;align-self:end;text-align:right;font-size:17px;color:var(--ink)!important;font-variant-numeric:tabular-nums}
.made{grid-row:1;grid-column:2;text-align:right}
h2{font-size:17px;margin:26px 0 8px}h3{font-size:13px;margin:10px 0 2px;color:var(--soft)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:0 8px}
.tile{border:1px solid var(--line);border-top:3px solid var(--person);border-radius:4px;padding:8px 10px;display:grid;grid-row:span 3;grid-template-rows:subgrid;gap:0;align-items:start;margin-bottom:8px}
.tile.alarm{border-top-color:var(--broken)}.tile>span{color:var(--soft);font-size:12.5px;line-height:1.3}
.tile b{font-size:23px;font-weight:650;line-height:1.4;white-space:nowrap;font-variant-numeric:tabular-nums}.tile small{color:var(--soft)}
figure{margin:18px 0 0}figcaption{display:flex;flex-wrap:wrap;gap:2px 14px;align-items:baseline;font-weight:600;margin-bottom:4px}
svg{display:block;width:100%;height:auto;overflow:visible}.side{display:grid;grid-template-columns:1.25fr 1fr;gap:0 32px}
.legend{display:flex;flex-wrap:wrap;gap:0 12px;font-weight:400;color:var(--soft);font-size:12.5px}.parts .legend{margin-top:3px}
.legend i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:5px}
.person{fill:var(--person);background:var(--person)}.engine{fill:var(--engine);background:var(--engine)}.none{fill:var(--none);background:var(--none)}
.warn{fill:var(--warn);background:var(--warn)}.kept{fill:var(--kept);background:var(--kept)}.broken{fill:var(--broken);background:var(--broken)}.empty{fill:var(--wash)}
.grid{stroke:var(--line);stroke-width:1}.axis{fill:var(--soft);font-size:11px;font-variant-numeric:tabular-nums}.on{fill:var(--on);font-size:12px;font-weight:600}
.scroll{overflow-x:auto;margin-bottom:14px}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}.wide{width:100%;font-size:13px}
caption{text-align:left;color:var(--soft);padding:4px 0;font-size:12.5px}
th,td{padding:4px 6px;border-bottom:1px solid var(--line);text-align:right;font-weight:400;vertical-align:middle}
thead th{color:var(--soft);font-size:12px;line-height:1.25;vertical-align:bottom;border-bottom:1px solid var(--soft)}
th:first-child,.text{text-align:left}thead .over{text-align:center;border-bottom:0;color:var(--ink);font-weight:600}.begins{border-left:1px solid var(--line)}
tbody th,td,thead .zh{white-space:nowrap}td.text{white-space:normal}.total>*{font-weight:650;border-bottom:0;border-top:1px solid var(--soft)}
code{font:12px ui-monospace,"DejaVu Sans Mono",monospace;color:var(--soft)}.faint,.faint *{color:var(--soft)}
.bad{background:var(--bad)!important}.good{background:var(--good)}.matrix td{text-align:center;border:1px solid var(--paper)}
.matrix thead th{text-align:center}.matrix thead th:first-child{text-align:left}.upright{writing-mode:vertical-rl;max-height:130px;display:inline-block;text-align:left}
.upright .en{transform:rotate(180deg);display:inline-block}:root:has(#show-zh:checked) .upright .en{display:none}
.kept-bar{width:130px;height:9px;border-radius:2px}.clauses td:nth-child(5){width:142px}
.stars td,.stars thead th{text-align:left}b.stars{color:var(--star);letter-spacing:1px;font-size:15px;font-weight:400;margin-right:8px}small{color:var(--soft);font-size:12px}
.rule{color:var(--soft);font-size:12.5px;margin:6px 0}details{border-top:1px solid var(--line);padding:4px 0}summary{cursor:pointer}
.behind{columns:3;margin:0;padding:0;list-style:none;font-size:12.5px}.behind li{break-inside:avoid}
.lists{columns:3 260px;column-gap:28px}.list{width:100%;break-inside:avoid;margin-bottom:12px;font-size:13px}.list caption{font-weight:600;color:var(--ink)}.list th{white-space:normal}
.definitions>div{columns:2 300px;column-gap:28px;font-size:12.5px}dl{margin:0 0 8px}dl>div{break-inside:avoid;margin-bottom:2px}dt{display:inline;font-weight:600;margin-right:6px}dd{display:inline;margin:0;color:var(--soft)}.definitions h3{break-after:avoid;margin:0}
@media (max-width:720px){main,.switch{padding-left:14px;padding-right:14px}.side{grid-template-columns:1fr}.behind{columns:1}header{display:block}.period,.made{text-align:left}}
@page{size:A4;margin:13mm 12mm}
@media print{body{font-size:11px;-webkit-print-color-adjust:exact;print-color-adjust:exact}.switch,details{display:none}main{max-width:none;padding:0}
.tile b{font-size:17px}.tile>span,.tile small,.legend,small,.rule,.definitions>div,.definitions h3{font-size:9px}.tiles{grid-template-columns:repeat(7,1fr);gap:0 5px}.tile{padding:5px 6px}
.wide,.list{font-size:9.5px}thead th,caption,code{font-size:8.5px}th,td{padding:2.5px 3.5px}.scroll{overflow:visible}h1{font-size:20px}h2{font-size:13.5px;margin:16px 0 5px;break-after:avoid}
figure,tr,.tile,figcaption,.scroll{break-inside:avoid}.scroll:has(.clauses){break-inside:auto}thead{display:table-header-group}.lists{columns:3}.behind{columns:3}.clauses td:nth-child(5){width:100px}.kept-bar{width:90px}}
`;
