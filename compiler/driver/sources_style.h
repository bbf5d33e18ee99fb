// SPDX-License-Identifier: Apache-2.0
// How the page of polc sources looks: on a screen of any width, in the dark, on paper. Colours never stand alone: each state
// is also a word or a shape. Contrast of text is at least 4.5 to 1 in both schemes.
#pragma once

#include <string_view>

namespace polc::driver {

inline constexpr std::string_view sources_style = R"css(
:root { color-scheme: light dark; --ground: #ffffff; --card: #f6f7f9; --text: #1b1f24; --soft: #545d68; --line: #d0d6dd;
  --rule: #1f6f43; --note: #8a5a00; --open: #b3261e; --link: #0b57a4; --bar: #dfe4ea; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171b; --card: #1d2227; --text: #e7eaee; --soft: #a7b0bb; --line: #3a424b;
    --rule: #6fcf97; --note: #f0b849; --open: #ff8a80; --link: #8ab8ff; --bar: #333b44; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 1rem clamp(1rem, 4vw, 2.5rem) 4rem; max-width: 62rem; background: var(--ground);
  color: var(--text); font: 1rem/1.55 system-ui, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 1rem 0 .25rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 3rem 0 .25rem; padding-top: 1rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0 .75rem; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.soft { color: var(--soft); }
nav ul { padding-left: 1.25rem; }
.shares { list-style: none; margin: .5rem 0 1rem; padding: 0; display: grid; gap: .4rem; }
.shares li { display: grid; grid-template-columns: 11rem 1fr 6rem; gap: .75rem; align-items: center; }
.shares .number { text-align: right; font-variant-numeric: tabular-nums; }
.bar { display: block; height: .8rem; border-radius: .4rem; background: var(--bar); overflow: hidden; }
.bar span { display: block; height: 100%; background: var(--rule); }
.map { list-style: none; margin: .75rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem; }
.map a, .map span { display: block; min-width: 2.6rem; padding: .3rem .4rem; border-radius: .3rem; text-align: center;
  font-size: .85rem; font-variant-numeric: tabular-nums; text-decoration: none; border: 2px solid; }
.map .rules { color: var(--rule); border-color: var(--rule); }
.map .notes { color: var(--note); border-color: var(--note); border-style: dashed; }
.map .none { color: var(--open); border-color: var(--open); border-style: dotted; font-weight: 700; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .85rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.key li::before { content: ""; display: inline-block; width: 1.3rem; height: .8rem; margin-right: .4rem;
  border: 2px solid var(--rule); border-radius: .2rem; vertical-align: -.05rem; }
.key .notes::before { border: 2px dashed var(--note); } .key .none::before { border: 2px dotted var(--open); }
.entries { list-style: none; margin: 0; padding: 0; }
.entries li { display: grid; grid-template-columns: 4.2rem 1fr; gap: 0 .75rem; padding: .35rem 0; border-top: 1px solid var(--line); }
.kind { font-size: .8rem; padding-top: .15rem; color: var(--rule); }
.note .kind { color: var(--note); } .gap .kind { color: var(--open); font-weight: 700; }
.note .text { color: var(--soft); font-style: italic; }
:lang(zh) .note .text { font-style: normal; }
.norms { display: block; font-size: .78rem; color: var(--soft); overflow-wrap: anywhere; }
.open { color: var(--open); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0 1.25rem; font-size: .92rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-top: 1px solid var(--line); }
td.id, td.number, th.number { white-space: nowrap; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
@media (max-width: 34rem) {
  .shares li { grid-template-columns: 1fr auto; gap: .1rem .75rem; } .shares .bar { grid-column: 1 / -1; order: 3; }
  .entries li { grid-template-columns: 1fr; } }
@media print {
  :root { --ground: #fff; --card: #fff; --text: #000; --soft: #333; --line: #999; --rule: #0d5230; --note: #6b4500;
    --open: #8c0000; --link: #000; --bar: #ddd; }
  body { max-width: none; padding: 0; font-size: 10pt; } h2 { break-before: page; } .first h2 { break-before: auto; }
  h3, h4, caption { break-after: avoid; } li, tr { break-inside: avoid; } a { text-decoration: none; }
  .bar, .bar span { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
)css";

}  // namespace polc::driver
