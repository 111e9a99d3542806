import Records

/// The page as mustache templates: `{{…}}` is escaped, `{{{…}}}` only stands where our own drawing
/// goes in.
enum ReportTemplate {
  static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
    'unsafe-inline'; script-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>{{title}}</title>
    <style>
    \(style)</style>
    </head>
    <body>
    <header>
    <h1>{{title}}</h1>
    <p class="about">{{about}}</p>
    {{#answer}}
    <p class="answer">{{.}}</p>
    {{/answer}}
    {{#description}}<p class="about">{{.}}</p>
    {{/description}}
    {{#screen}}
    <ul class="cards">
    {{#cards}}
    <li><p class="what">{{heading}}</p><p class="figure">{{figure}}</p><p>{{words}}</p>{{{svg}}}</li>
    {{/cards}}
    </ul>
    {{#hasDrivers}}
    <p class="what">What it hangs on: the mean where each is low, then where it is high</p>
    <ul class="drivers">
    {{#drivers}}
    <li><strong>{{name}}</strong>{{#kind}} <small>{{.}}</small>{{/kind}}: {{effect}}</li>
    {{/drivers}}
    </ul>
    {{/hasDrivers}}
    {{#reported}}
    <p class="reported">{{.}}</p>
    {{/reported}}
    {{/screen}}
    </header>
    <nav aria-label="Sections"><ul>{{#sections}}<li><a href="#{{id}}">{{heading}}</a></li>{{/sections}}</ul></nav>
    <main>
    {{#sections}}
    <section id="{{id}}">
    <h2>{{heading}}</h2>
    {{#paragraphs}}
    <p>{{.}}</p>
    {{/paragraphs}}
    {{#answer}}
    <p class="answer">{{.}}</p>
    {{/answer}}
    {{#hasFigures}}
    <div class="figures {{size}}">
    {{#figures}}
    <figure>
    <figcaption>{{title}}</figcaption>
    {{{svg}}}
    {{#hasLegend}}
    <ul class="legend">{{#legend}}<li><svg viewBox="0 0 24 10" aria-hidden="true">{{#isLine}}\
    <path class="l {{ink}}" d="M0 5H24"/>{{/isLine}}{{^isLine}}<rect class="f {{ink}}" x="6" width="12" height="10"/>\
    {{/isLine}}</svg>{{text}}</li>{{/legend}}</ul>
    {{/hasLegend}}
    {{#data}}
    {{> table}}
    {{/data}}
    </figure>
    {{/figures}}
    </div>
    {{/hasFigures}}
    {{#tables}}
    {{> table}}
    {{/tables}}
    </section>
    {{/sections}}
    </main>
    <div id="tip" aria-hidden="true" hidden></div>
    <script>
    \(script)</script>
    </body>
    </html>

    """

  static let table = """
    <details{{#isOpen}} open{{/isOpen}}><summary>{{caption}}</summary>\
    <div class="scroll" tabindex="0" role="region" aria-label="{{caption}}"><table>
    <thead><tr>{{#columns}}<th scope="col" class="{{style}}">{{text}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr>{{#.}}<td{{#style}} class="{{.}}"{{/style}}>{{#runs}}{{#address}}<a href="{{address}}"{{#hint}} title="{{hint}}"{{/hint}}>\
    {{text}}</a>{{/address}}{{^address}}{{text}}{{/address}}{{/runs}}{{#note}}<small>{{.}}</small>{{/note}}</td>{{/.}}</tr>
    {{/rows}}
    </tbody></table></div></details>

    """

  /// Okabe and Ito's colours, lighter on dark ground; lines differ in their dashes too.
  ///
  /// On paper stands what stands open on the screen: charts without the tables behind them, what is drawn of the
  /// assumptions. Who wants more opens it first.
  static let style = """
    :root{--ground:#fff;--ink:#1b1f23;--faint:#5b6470;--line:#d9dee3;--panel:#f5f7f9;--link:#005a8e;\
    --first:#0072b2;--second:#c65200;--third:#00855f;--fourth:#b97f00;--fifth:#b4588d;--quiet:#8b949e;\
    --weak:#a64400;--rumour:#7d5600;--low:#10161c;--high:#fff;--s1:#eef4fa;--s2:#d3e3f1;--s3:#a9cbe5;\
    --s4:#74add5;--s5:#2f7ab5;--s6:#155a94;--s7:#083b6b}
    @media screen and (prefers-color-scheme:dark){:root{--ground:#14181c;--ink:#e4e8ec;--faint:#a2acb6;\
    --line:#343c44;--panel:#1d2329;--link:#7cc4f2;--first:#56b4e9;--second:#f08a4b;--third:#2fc79b;\
    --fourth:#e9b33a;--fifth:#df95c0;--quiet:#7d8791;--weak:#f08a4b;--rumour:#e9b33a;\
    --low:#fff;--high:#10161c;--s1:#1c2a37;--s2:#20405b;--s3:#275a82;--s4:#2f74a8;--s5:#5fa3d3;--s6:#93c4e8;\
    --s7:#cbe4f7}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:1140px;padding:0 16px 48px;background:var(--ground);color:var(--ink);\
    font:16px/1.5 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
    h1{font-size:1.6rem;line-height:1.25;margin:1.4rem 0 .2rem}
    h2{font-size:1.25rem;margin:2.4rem 0 .4rem;padding-top:.6rem;border-top:1px solid var(--line)}
    a{color:var(--link)}
    p{margin:.4rem 0 .8rem;max-width:75ch}
    .about{color:var(--faint)}
    header .answer{font-size:1.15rem}
    .cards,.drivers{list-style:none;padding:0;margin:.8rem 0;display:grid;gap:.3rem 24px}
    .cards{grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:12px}
    .cards li{display:flex;flex-direction:column;padding:10px 14px;border:1px solid var(--line);border-radius:8px;min-width:0}
    .cards p{margin:0 0 .3rem;font-size:.92rem;line-height:1.35}
    .cards svg{display:block;width:100%;height:auto;margin-top:auto}
    .cards .what,.what{color:var(--faint);font-size:.88rem;margin:0 0 .1rem}
    .cards .figure{font-size:1.35rem;font-weight:600;line-height:1.2}
    .cards .f.quiet{opacity:.4}
    .drivers{grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));margin:.1rem 0 .5rem;font-size:.92rem}
    .drivers small{color:var(--faint);border:1px solid var(--line);border-radius:4px;padding:0 4px}
    .reported{margin:.2rem 0 .6rem}
    nav ul,.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:0;margin:.6rem 0}
    .figures{display:grid;gap:20px 24px}
    .large{grid-template-columns:repeat(auto-fill,minmax(min(100%,430px),1fr))}
    .small{grid-template-columns:repeat(auto-fill,minmax(min(100%,290px),1fr))}
    figure{margin:0;min-width:0}
    figcaption{font-weight:600;line-height:1.35;margin-bottom:6px;min-height:2.7em;display:flex;align-items:end}
    .small figcaption{font-size:.9rem}
    figure svg{display:block;width:100%;height:auto}
    .legend{font-size:.85rem;margin:.3rem 0;color:var(--faint)}
    .legend svg{display:inline-block;width:24px;height:10px;margin-right:6px}
    text{font:12px system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;fill:var(--faint)}
    .r{fill:var(--ink);paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}
    .g,.z,.l,.u{fill:none;stroke:var(--line);stroke-width:1}
    .z{stroke:var(--faint)}
    .b{opacity:.22}
    .l{stroke-width:2.4;stroke-linejoin:round}
    .u{stroke-width:1.6;stroke-dasharray:5 4}
    .h{fill:transparent}
    .h:hover{fill:var(--quiet);fill-opacity:.14}
    .f:hover{opacity:.75}
    .first{fill:var(--first)}.second{fill:var(--second)}.third{fill:var(--third)}
    .fourth{fill:var(--fourth)}.fifth{fill:var(--fifth)}.quiet{fill:var(--quiet)}
    .l.first,.u.first{fill:none;stroke:var(--first)}.l.second,.u.second{fill:none;stroke:var(--second)}
    .l.third,.u.third{fill:none;stroke:var(--third)}.l.fourth,.u.fourth{fill:none;stroke:var(--fourth)}
    .l.fifth,.u.fifth{fill:none;stroke:var(--fifth)}.l.quiet,.u.quiet{fill:none;stroke:var(--quiet)}
    .l.second{stroke-dasharray:8 3}.l.third{stroke-dasharray:3 3}.l.fourth{stroke-dasharray:9 3 2 3}
    .l.fifth{stroke-dasharray:1.5 3.5}
    .step1{fill:var(--s1)}.step2{fill:var(--s2)}.step3{fill:var(--s3)}.step4{fill:var(--s4)}
    .step5{fill:var(--s5)}.step6{fill:var(--s6)}.step7{fill:var(--s7)}
    .f.step1,.f.step2{stroke:var(--line)}
    .v{fill:var(--low);pointer-events:none}.v.step5,.v.step6,.v.step7{fill:var(--high)}
    .p{stroke:var(--ground);stroke-width:1.5}
    details{margin:.5rem 0}
    summary{cursor:pointer;color:var(--faint);font-size:.9rem}
    section>details>summary{color:var(--ink);font-weight:600;font-size:1rem}
    .scroll{overflow-x:auto;max-width:100%}
    table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums;margin:.3rem 0}
    th,td{padding:3px 12px 3px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    th{color:var(--faint);font-weight:500;vertical-align:bottom}
    .n{text-align:right;white-space:nowrap}
    th.n{white-space:normal}
    td.key{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.75rem}
    td small{display:block;font:.8rem/1.35 system-ui,sans-serif;color:var(--faint)}
    td.c{white-space:nowrap}
    td.weak,td.rumour{font-weight:600}
    td.weak{color:var(--weak)}
    td.rumour{color:var(--rumour)}
    td.clear{font-weight:600}
    #assumptions td:nth-child(-n+2){min-width:9.6rem;max-width:13rem;overflow-wrap:anywhere}
    #assumptions td.key{min-width:14.2rem;max-width:15rem}
    #assumptions td:last-child{min-width:15.5rem}
    #shares th.n{min-width:4.5rem;max-width:6.5rem;overflow-wrap:anywhere}
    #tip{position:fixed;z-index:2;max-width:min(320px,90vw);padding:6px 10px;border-radius:6px;\
    background:var(--ink);color:var(--ground);font-size:.85rem;line-height:1.35;pointer-events:none}
    @media print{.cards{grid-template-columns:1fr 1fr 1fr;gap:3mm}.cards li{padding:2mm;break-inside:avoid}\
    .cards p,.what,.drivers{font-size:8.5pt}.cards .figure{font-size:11pt}body{max-width:none;font-size:9.5pt;line-height:1.4;padding:0}nav{display:none}a{color:inherit}\
    h1{font-size:15pt;margin-top:0}h2{font-size:12pt;margin:5mm 0 1mm;padding-top:2mm}\
    header .answer{font-size:10.5pt}p{max-width:none;margin:.8mm 0 1.6mm}\
    svg,tr,figure,section>p,summary{break-inside:avoid}\
    h2,section>p,figcaption,figure>svg,summary{break-after:avoid}\
    figure details:not([open]){display:none}section>details:not([open])>summary::marker{content:""}\
    section>details:not([open])>summary::after{content:": on the screen"}\
    .figures{gap:3mm 6mm}.large{grid-template-columns:1fr 1fr}.small{grid-template-columns:repeat(4,1fr)}\
    figcaption{min-height:0}figcaption,section>details>summary{font-size:9pt}\
    .small figcaption,.legend{font-size:7.5pt}\
    .scroll{overflow:visible}table{font-size:7pt;line-height:1.25}td,th{padding:1px 6px 1px 0}\
    .n{white-space:normal}td small,td.key{font-size:6.5pt}\
    #assumptions table{width:100%;table-layout:fixed}#assumptions th{width:7.5%}\
    #assumptions th:first-child{width:21%}#assumptions th:nth-child(2){width:12%}\
    #assumptions th:nth-child(6){width:8%}#assumptions th:nth-child(7){width:9.5%}\
    #assumptions th:last-child{width:27%}\
    #assumptions td:nth-child(n){min-width:0;max-width:none;overflow-wrap:anywhere}\
    #assumptions td.n{white-space:nowrap;font-size:6.5pt}\
    #shares th.n{min-width:0}*{print-color-adjust:exact}}
    @page{margin:12mm}

    """

  /// Shows what stands in `data-tip` beside the pointer. The page can be read without.
  static let script = """
    (function(){var t=document.getElementById("tip");function show(e){var n=e.target,\
    d=n.getAttribute&&n.getAttribute("data-tip");t.hidden=!d;if(!d)return;t.textContent=d;\
    var w=t.offsetWidth,h=t.offsetHeight,y=e.clientY+16;\
    t.style.left=Math.max(8,Math.min(e.clientX+12,innerWidth-w-8))+"px";\
    t.style.top=(y+h>innerHeight?e.clientY-h-10:y)+"px"}\
    addEventListener("pointermove",show);addEventListener("pointerdown",show);\
    addEventListener("scroll",function(){t.hidden=true},{passive:true})})();

    """
}
