'use strict';
(() => {
const data = JSON.parse(document.getElementById('data').textContent);
const byId = id => document.getElementById(id);
const SVG = 'http://www.w3.org/2000/svg';
const COLOURS = 8, MOST_ROWS = 500, MOST_PATHS = 3000;

// ---- columns: the parameters, then the metrics ----

const columns = [
    ...data.keys.map(key => ({key, title: key, parameter: true, of: p => p.parameters[key]})),
    ...data.metrics.map(m => ({...m, parameter: false, of: p => p.metrics[m.key]}))];
for (const column of columns) {
    const values = data.points.map(column.of).filter(v => v !== undefined);
    column.numeric = values.every(v => typeof v === 'number');
    column.levels = column.numeric ? [] : [...new Set(values.map(String))];
    column.place = p => {
        const v = column.of(p);
        return v === undefined ? NaN : column.numeric ? v : column.levels.indexOf(String(v));
    };
    const places = data.points.map(column.place).filter(Number.isFinite);
    column.least = places.reduce((a, b) => Math.min(a, b), Infinity);
    column.largest = places.reduce((a, b) => Math.max(a, b), -Infinity);
    column.distinct = new Set(places).size;
}
const columnOf = key => columns.find(c => c.key === key);

// ---- state ----

const kept = new Map();          // key of a column -> [least, largest]
let shown = [], chosen = null, focused = -1, order = {key: 'point', down: false};
const x = byId('x'), y = byId('y'), colour = byId('colour');

function isKept(p) {
    if (byId('frontonly').checked && !p.pareto) return false;
    for (const [key, [least, largest]] of kept) {
        const v = columnOf(key).place(p);
        if (!(v >= least && v <= largest)) return false;
    }
    return true;
}

// ---- small things ----

function make(name, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
}
function html(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
}
function number(v) {
    if (typeof v !== 'number') return v === undefined ? '–' : String(v);
    if (Number.isInteger(v) && Math.abs(v) < 1e7) return v.toLocaleString('en-US').replaceAll(',', '\u202f');
    const a = Math.abs(v);
    if (a >= 1e4 && a < 1e7) return Math.round(v).toLocaleString('en-US').replaceAll(',', '\u202f');
    return a !== 0 && (a < 1e-3 || a >= 1e7) ? v.toExponential(3) : String(Number(v.toPrecision(4)));
}
function level(column, v) { return column.numeric ? number(v) : column.levels[Math.round(v)] ?? ''; }
function fill(p) {
    const column = columnOf(colour.value);
    if (!column) return 'var(--c0)';
    const v = column.place(p);
    if (!Number.isFinite(v)) return 'var(--dim)';
    if (column.distinct <= COLOURS) return `var(--c${steps(column).indexOf(v)})`;
    const share = (v - column.least) / (column.largest - column.least || 1);
    return `color-mix(in oklab, var(--c1) ${Math.round(share * 100)}%, var(--c0))`;
}
function steps(column) {
    return [...new Set(data.points.map(column.place).filter(Number.isFinite))].sort((a, b) => a - b);
}
function scale(column, log, from, to) {
    let least = column.least, largest = column.largest;
    const useLog = log && least > 0;
    if (!Number.isFinite(least)) { least = 0; largest = 1; }
    const f = useLog ? Math.log10 : v => v;
    let a = f(least), b = f(largest);
    const margin = (b - a) * .05 || Math.abs(a) * .05 || .5;
    a -= margin; b += margin;
    const at = v => from + (f(v) - a) / (b - a) * (to - from);
    at.back = place => { const v = a + (place - from) / (to - from) * (b - a); return useLog ? 10 ** v : v; };
    at.ticks = column.numeric ? ticks(a, b, useLog) : column.levels.map((_, i) => i);
    return at;
}
function ticks(a, b, log) {
    if (log && b - a > .9) {
        const list = [];
        for (let e = Math.floor(a); e <= b; e++) for (const m of b - a > 3 ? [1] : [1, 2, 5]) {
            const v = m * 10 ** e;
            if (Math.log10(v) >= a && Math.log10(v) <= b) list.push(v);
        }
        return list;
    }
    const from = log ? 10 ** a : a, to = log ? 10 ** b : b;
    const raw = (to - from) / 6, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= raw);
    const list = [];
    for (let v = Math.ceil(from / step) * step; v <= to + step * 1e-9; v += step) list.push(Number(v.toPrecision(12)));
    return list;
}
function spoken(p) {
    const values = columns.filter(c => c.parameter || data.objectives.includes(c.key))
        .map(c => `${c.title} ${number(c.of(p))}`);
    return `Point ${p.point}${p.pareto ? ', on the front' : ''}${
        p.feasible ? '' : ', does not keep the constraints'}: ${values.join(', ')}`;
}

// ---- scatter ----

const scatter = byId('scatter'), tip = byId('tip');
const W = 820, H = 620, LEFT = 78, RIGHT = 18, TOP = 16, BOTTOM = 52;
scatter.setAttribute('viewBox', `0 0 ${W} ${H}`);
let across, up, drawn = [];

function drawScatter() {
    const cx = columnOf(x.value), cy = columnOf(y.value);
    across = scale(cx, byId('logx').checked, LEFT, W - RIGHT);
    up = scale(cy, byId('logy').checked, H - BOTTOM, TOP);
    const parts = [];
    for (const t of across.ticks) {
        parts.push(make('line', {class: 'grid', x1: across(t), x2: across(t), y1: TOP, y2: H - BOTTOM}),
            make('text', {x: across(t), y: H - BOTTOM + 18, 'text-anchor': 'middle'}, level(cx, t)));
    }
    for (const t of up.ticks) {
        parts.push(make('line', {class: 'grid', y1: up(t), y2: up(t), x1: LEFT, x2: W - RIGHT}),
            make('text', {x: LEFT - 8, y: up(t) + 4, 'text-anchor': 'end'}, level(cy, t)));
    }
    parts.push(make('line', {class: 'axis', x1: LEFT, x2: W - RIGHT, y1: H - BOTTOM, y2: H - BOTTOM}),
        make('line', {class: 'axis', x1: LEFT, x2: LEFT, y1: TOP, y2: H - BOTTOM}),
        make('text', {class: 'title', x: (LEFT + W - RIGHT) / 2, y: H - 10, 'text-anchor': 'middle'}, cx.title),
        make('text', {class: 'title', transform: `translate(16 ${(TOP + H - BOTTOM) / 2}) rotate(-90)`,
            'text-anchor': 'middle'}, cy.title));
    const front = shown.filter(p => p.pareto).map(p => [across(cx.place(p)), up(cy.place(p))])
        .filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b)).sort((a, b) => a[0] - b[0]);
    if (front.length > 1)
        parts.push(make('polyline', {class: 'frontline', points: front.map(q => q.join(',')).join(' ')}));
    const inside = new Set(shown);
    drawn = [];
    for (const p of [...data.points.filter(p => !inside.has(p)), ...shown.filter(p => !p.pareto),
        ...shown.filter(p => p.pareto)]) {
        const a = across(cx.place(p)), b = up(cy.place(p));
        if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
        const kind = (inside.has(p) ? '' : ' out') + (p.pareto ? ' front' : '') + (p.feasible ? '' : ' infeasible')
            + (p === chosen ? ' chosen' : '');
        const circle = make('circle', {class: 'point' + kind, cx: a, cy: b, r: p.pareto ? 6.5 : 5,
            'data-point': p.point});
        circle.style[p.feasible ? 'fill' : 'stroke'] = inside.has(p) ? fill(p) : '';
        if (inside.has(p)) {
            circle.id = 'p' + p.point;
            circle.setAttribute('role', 'option');
            circle.setAttribute('aria-label', spoken(p));
            circle.setAttribute('aria-selected', String(p === chosen));
            drawn.push({p, a, b});
        }
        parts.push(circle);
    }
    drawn.sort((s, t) => s.a - t.a || t.b - s.b);
    scatter.replaceChildren(...parts);
    drawKey();
}

function drawKey() {
    const key = byId('key'), column = columnOf(colour.value);
    key.replaceChildren();
    const swatch = (style, text) => {
        const mark = html('span', {class: 'swatch'});
        mark.style.background = style;
        key.append(mark, text);
    };
    if (column && column.distinct <= COLOURS) {
        key.append(column.title + ':');
        for (const v of steps(column)) swatch(`var(--c${steps(column).indexOf(v)})`, level(column, v));
    } else if (column) {
        key.append(column.title + ':');
        swatch('var(--c0)', level(column, column.least));
        swatch('var(--c1)', level(column, column.largest));
    }
    if (data.points.some(p => p.pareto)) swatch('var(--front)', 'ring: on the front');
    if (data.points.some(p => !p.feasible && Object.keys(p.metrics).length))
        key.append(' · hollow: does not keep the constraints');
}

function showTip(at) {
    tip.textContent = `point ${at.p.point}${at.p.pareto ? ' · on the front' : ''}\n`
        + columns.filter(c => c.parameter || data.objectives.includes(c.key))
            .map(c => `${c.title}: ${number(c.of(at.p))}`).join('\n');
    tip.hidden = false;
    const ratio = scatter.clientWidth / W, right = at.a > W / 2;
    tip.style.left = right ? '' : `${at.a * ratio + 14}px`;
    tip.style.right = right ? `${(W - at.a) * ratio + 14}px` : '';
    tip.style.top = `${Math.max(0, Math.min(at.b * ratio - 12, scatter.clientHeight - tip.offsetHeight - 4))}px`;
}
function place(event, svg, width) {
    const box = svg.getBoundingClientRect(), ratio = width / box.width;
    return [(event.clientX - box.left) * ratio, (event.clientY - box.top) * ratio];
}
scatter.addEventListener('pointerover', event => {
    const at = drawn.find(d => String(d.p.point) === event.target.dataset?.point);
    if (at) showTip(at); else tip.hidden = true;
});
scatter.addEventListener('pointerleave', () => { tip.hidden = true; });
scatter.addEventListener('pointerdown', event => {
    const hit = drawn.find(d => String(d.p.point) === event.target.dataset?.point);
    if (hit) { choose(hit.p); return; }
    const from = place(event, scatter, W), brush = make('rect', {class: 'brush'});
    scatter.append(brush);
    scatter.setPointerCapture(event.pointerId);
    let to = from;
    const move = e => {
        to = place(e, scatter, W);
        brush.setAttribute('x', Math.min(from[0], to[0]));
        brush.setAttribute('y', Math.min(from[1], to[1]));
        brush.setAttribute('width', Math.abs(to[0] - from[0]));
        brush.setAttribute('height', Math.abs(to[1] - from[1]));
    };
    const end = () => {
        scatter.removeEventListener('pointermove', move);
        brush.remove();
        if (Math.abs(to[0] - from[0]) > 4 && Math.abs(to[1] - from[1]) > 4) {
            keep(x.value, across.back(Math.min(from[0], to[0])), across.back(Math.max(from[0], to[0])));
            keep(y.value, up.back(Math.max(from[1], to[1])), up.back(Math.min(from[1], to[1])));
            refresh();
        }
    };
    scatter.addEventListener('pointermove', move);
    scatter.addEventListener('pointerup', end, {once: true});
});
scatter.addEventListener('keydown', event => {
    const step = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1}[event.key];
    if (step && drawn.length) {
        focused = focused < 0 ? (step > 0 ? 0 : drawn.length - 1) : (focused + step + drawn.length) % drawn.length;
    } else if (event.key === 'Home') focused = 0;
    else if (event.key === 'End') focused = drawn.length - 1;
    else if ((event.key === 'Enter' || event.key === ' ') && drawn[focused]) choose(drawn[focused].p);
    else if (event.key === 'Escape') { tip.hidden = true; return; }
    else return;
    event.preventDefault();
    ring();
});
scatter.addEventListener('blur', () => { scatter.querySelector('.focusring')?.remove(); tip.hidden = true; });
function ring() {
    scatter.querySelector('.focusring')?.remove();
    const at = drawn[focused];
    if (!at) return;
    scatter.append(make('circle', {class: 'focusring', cx: at.a, cy: at.b, r: 10}));
    scatter.setAttribute('aria-activedescendant', 'p' + at.p.point);
    showTip(at);
}

// ---- parallel coordinates ----

const parallel = byId('parallel');
const PW = 1360, PH = 340, PTOP = 46, PBOTTOM = 20;
parallel.setAttribute('viewBox', `0 0 ${PW} ${PH}`);

function drawParallel() {
    const varying = columns.filter(c => c.distinct > 1);
    const gap = varying.length > 1 ? (PW - 150) / (varying.length - 1) : 0;
    const at = new Map(varying.map((c, i) => [c, 75 + i * gap]));
    const scales = new Map(varying.map(c => [c,
        scale(c, c.numeric && c.least > 0 && c.largest / c.least > 30, PH - PBOTTOM, PTOP)]));
    const parts = [], inside = new Set(shown);
    const line = p => varying.map(c => [at.get(c), scales.get(c)(c.place(p))])
        .filter(q => Number.isFinite(q[1])).map(q => q.join(',')).join(' ');
    const all = [...data.points.filter(p => !inside.has(p)), ...shown.filter(p => !p.pareto),
        ...shown.filter(p => p.pareto), ...(chosen ? [chosen] : [])];
    for (const p of all.slice(-MOST_PATHS)) {
        const path = make('polyline', {points: line(p), 'data-point': p.point,
            class: 'path' + (inside.has(p) ? '' : ' out') + (p.pareto ? ' front' : '')
                + (p === chosen ? ' chosen' : '')});
        if (inside.has(p) && p !== chosen) path.style.stroke = fill(p);
        parts.push(path);
    }
    varying.forEach((c, i) => {
        const a = at.get(c), s = scales.get(c);
        parts.push(make('line', {class: 'axis', x1: a, x2: a, y1: PTOP - 6, y2: PH - PBOTTOM + 6}));
        parts.push(make('text', {class: 'title', x: a, y: i % 2 ? 30 : 14, 'text-anchor': 'middle'}, c.title));
        for (const t of s.ticks.length > 7 ? s.ticks.filter((_, k) => k % 2 === 0) : s.ticks) {
            parts.push(make('text', {x: a + 5, y: s(t) + 4}, level(c, t)));
        }
        if (kept.has(c.key)) {
            const [least, largest] = kept.get(c.key).map(v => Math.min(PH - PBOTTOM + 6,
                Math.max(PTOP - 6, s(Math.min(Math.max(v, c.least), c.largest)))));
            parts.push(make('rect', {class: 'brush kept', x: a - 9, width: 18, y: largest - 3,
                height: Math.max(6, least - largest + 6)}));
        }
        const handle = make('rect', {class: 'handle', x: a - 16, width: 32, y: PTOP - 10,
            height: PH - PTOP - PBOTTOM + 20, 'data-axis': c.key});
        handle.addEventListener('pointerdown', event => brushAxis(event, c, a, s));
        parts.push(handle);
    });
    parallel.replaceChildren(...parts);
}
function brushAxis(event, column, a, s) {
    const from = place(event, parallel, PW)[1], brush = make('rect', {class: 'brush', x: a - 9, width: 18});
    let to = from;
    parallel.append(brush);
    parallel.setPointerCapture(event.pointerId);
    const move = e => {
        to = place(e, parallel, PW)[1];
        brush.setAttribute('y', Math.min(from, to));
        brush.setAttribute('height', Math.abs(to - from));
    };
    parallel.addEventListener('pointermove', move);
    parallel.addEventListener('pointerup', () => {
        parallel.removeEventListener('pointermove', move);
        if (Math.abs(to - from) > 4) keep(column.key, s.back(Math.max(from, to)), s.back(Math.min(from, to)));
        else kept.delete(column.key);
        refresh();
    }, {once: true});
}
parallel.addEventListener('click', event => {
    const p = data.points.find(q => String(q.point) === event.target.dataset?.point);
    if (p) choose(p);
});

// ---- filters ----

function keep(key, least, largest) { kept.set(key, [least, largest]); }
function drawFilters() {
    const form = byId('filters');
    form.replaceChildren();
    for (const c of columns.filter(c => c.numeric && c.distinct > 1)) {
        const inputs = ['least', 'largest'].map((end, i) => {
            const input = html('input', {type: 'number', step: 'any', placeholder: String(number(c[end])),
                'aria-label': `${c.title}, ${end}`, 'data-key': c.key, 'data-end': end});
            input.addEventListener('change', () => {
                const now = kept.get(c.key) ?? [-Infinity, Infinity];
                now[i] = input.value === '' ? (i ? Infinity : -Infinity) : Number(input.value);
                if (now[0] === -Infinity && now[1] === Infinity) kept.delete(c.key); else kept.set(c.key, now);
                refresh();
            });
            return input;
        });
        form.append(html('fieldset', {}, html('legend', {}, c.title), inputs[0], '–', inputs[1]));
    }
}
function fillFilters() {
    for (const input of byId('filters').querySelectorAll('input')) {
        const range = kept.get(input.dataset.key), v = range?.[input.dataset.end === 'least' ? 0 : 1];
        input.value = Number.isFinite(v) ? Number(v.toPrecision(6)) : '';
    }
}

// ---- table ----

function drawTable() {
    const heads = [{key: 'point', title: 'point'}, ...columns, {key: 'status', title: 'status'}];
    const row = html('tr');
    for (const c of heads) {
        const button = html('button', {type: 'button', 'data-sort': c.key},
            c.title + (order.key === c.key ? (order.down ? ' ▼' : ' ▲') : ''));
        button.addEventListener('click', () => {
            order = {key: c.key, down: order.key === c.key ? !order.down : columnOf(c.key)?.higher === true};
            drawTable();
            byId('table').querySelector(`[data-sort="${CSS.escape(c.key)}"]`).focus();
        });
        row.append(html('th', {scope: 'col',
            'aria-sort': order.key === c.key ? (order.down ? 'descending' : 'ascending') : 'none'}, button));
    }
    byId('table').tHead.replaceChildren(row);
    const value = p => order.key === 'point' ? p.point : order.key === 'status' ? status(p)
        : columnOf(order.key).place(p);
    const sorted = [...shown].sort((p, q) => {
        const a = value(p), b = value(q);
        if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b) || p.point - q.point;
        return (a < b ? -1 : a > b ? 1 : 0) * (order.down ? -1 : 1) || p.point - q.point;
    });
    byId('table').tBodies[0].replaceChildren(...sorted.slice(0, MOST_ROWS).map(p => {
        const button = html('button', {type: 'button', 'aria-label': `Show point ${p.point}`}, String(p.point));
        button.addEventListener('click', () => choose(p));
        return html('tr', {class: (p.pareto ? 'front' : '') + (p === chosen ? ' chosen' : '')}, html('td', {}, button),
            ...columns.map(c => html('td', {}, number(c.of(p)))), html('td', {}, status(p)));
    }));
    byId('rest').textContent = sorted.length > MOST_ROWS
        ? `${sorted.length - MOST_ROWS} more rows are not shown; filter, or see points.csv.` : '';
}
function status(p) {
    return p.pareto ? 'front' : p.status !== 'done' ? p.status : p.feasible ? '' : 'misses constraints';
}

// ---- detail ----

function choose(p) {
    chosen = p;
    byId('detailhead').textContent = `Point ${p.point}` + (p.pareto ? ', on the front' : '');
    const body = byId('detailbody'), list = html('dl');
    const add = (term, text) => list.append(html('dt', {}, term), html('dd', {}, text));
    for (const c of columns) {
        const spread = p.spread?.[c.key];
        if (c.of(p) !== undefined) add(c.title, number(c.of(p)) + (spread ? ` ± ${number(spread)}` : ''));
    }
    add('images', number(p.images));
    if (p.reason) add(p.status, p.reason);
    body.replaceChildren(list);
    for (const [total, title] of [['energy_nj', 'Energy per image (nJ)'], ['area_mm2', 'Area (mm2)']]) {
        if (p.parts?.[total]) body.append(...stack(title, p.parts[total]));
    }
    const command = data.command + data.keys.map(key => ` --set ${quoted(key + '=' + p.parameters[key])}`).join('');
    const copy = html('button', {type: 'button'}, 'Copy');
    copy.addEventListener('click', () => { navigator.clipboard?.writeText(command); copy.textContent = 'Copied'; });
    body.append(html('h3', {}, 'The command that reproduces it'),
        html('pre', {id: 'command', tabindex: '0'}, command), copy);
    draw();
}
function quoted(text) { return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`; }
const PARTS = [...new Set(data.points.flatMap(p => Object.values(p.parts ?? {}).flatMap(Object.keys)))];
function stack(title, parts) {
    const entries = Object.entries(parts), sum = entries.reduce((s, [, v]) => s + v, 0);
    const svg = make('svg', {class: 'bar', viewBox: '0 0 1000 40', preserveAspectRatio: 'none', role: 'img',
        'aria-label': `${title}: ` + entries.map(([name, v]) => `${name} ${number(v)}`).join(', ')});
    const list = html('ul', {class: 'parts'});
    let at = 0;
    for (const [name, v] of entries) {
        const k = PARTS.indexOf(name), share = v / sum * 1000;
        // More parts than colours: the second round is paler.
        const tone = k < COLOURS ? `var(--c${k})` : `color-mix(in oklab, var(--c${k % COLOURS}) 50%, var(--ground))`;
        const rect = make('rect', {x: at, y: 0, width: share, height: 40}, make('title', {}, `${name}: ${number(v)}`));
        rect.style.fill = tone;
        svg.append(rect);
        const mark = html('span', {class: 'swatch'});
        mark.style.background = tone;
        list.append(html('li', {}, mark, `${name} ${number(v)} (${(v / sum * 100).toFixed(1)} %)`));
        at += share;
    }
    return [html('h3', {}, `${title}: ${number(sum)}`), svg, list];
}

// ---- all together ----

function draw() { drawScatter(); drawParallel(); drawTable(); }
function refresh() {
    shown = data.points.filter(isKept);
    focused = -1;
    byId('count').textContent = shown.length === data.points.length ? `${shown.length} points`
        : `${shown.length} of ${data.points.length} points`;
    fillFilters();
    draw();
}
for (const select of [x, y]) for (const c of columns) select.append(html('option', {value: c.key}, c.title));
colour.append(html('option', {value: ''}, 'one'));
for (const c of columns.filter(c => c.distinct > 1)) colour.append(html('option', {value: c.key}, c.title));
const second = data.objectives.find(o => o !== 'accuracy') ?? columns[0].key;
x.value = second;
y.value = data.objectives.find(o => o !== second) ?? data.metrics[0].key;
colour.value = columns.find(c => c.parameter && c.distinct > 1)?.key ?? '';
for (const control of [x, y, colour, byId('logx'), byId('logy'), byId('frontonly')])
    control.addEventListener('change', refresh);
byId('reset').addEventListener('click', () => { kept.clear(); byId('frontonly').checked = false; refresh(); });
byId('summary').textContent = data.summary;
drawFilters();
refresh();
const best = data.points.find(p => p.pareto);
if (best) choose(best);
})();
