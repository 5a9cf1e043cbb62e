// Makes the drawn map one that moves, where the browser can: the same spots, the same land. Without this file the drawing stays.
"use strict";
const place = document.getElementById("moving-map");
const data = place && JSON.parse(place.dataset.map);
const SIZE = 22;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888";

// Land from the TopoJSON that the server draws from too: arcs are steps, shared between neighbours.
function landOf(topology) {
  const [sx, sy] = topology.transform.scale, [tx, ty] = topology.transform.translate;
  const arcs = topology.arcs.map((arc) => { let x = 0, y = 0; return arc.map(([dx, dy]) => [(x += dx) * sx + tx, (y += dy) * sy + ty]); });
  const ring = (ids) => ids.flatMap((id, at) => { const arc = id < 0 ? arcs[~id].slice().reverse() : arcs[id]; return at ? arc.slice(1) : arc; });
  const shape = (g) => ({ type: "Feature", properties: {}, geometry: { type: g.type, coordinates: g.type === "Polygon" ? g.arcs.map(ring) : g.arcs.map((p) => p.map(ring)) } });
  return { type: "FeatureCollection", features: topology.objects.countries.geometries.filter((g) => g.arcs).map(shape) };
}

function ringAround(lon, lat, km) {
  const up = km / 111.32, across = up / Math.max(Math.cos(lat * Math.PI / 180), 0.1);
  return Array.from({ length: 49 }, (_, n) => [lon + across * Math.cos(n * Math.PI / 24), lat + up * Math.sin(n * Math.PI / 24)]);
}

// Signs are painted with the colours of the page, so that they follow light and dark; sides differ by marks too, not by colour alone.
function painted(width, height, paint) {
  const canvas = document.createElement("canvas"), ratio = 2;
  canvas.width = width * ratio; canvas.height = height * ratio;
  const c = canvas.getContext("2d");
  c.scale(ratio, ratio);
  paint(c);
  return [c.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: ratio }];
}
function sign(fill) {
  return painted(SIZE, SIZE, (c) => {
    const middle = SIZE / 2;
    c.lineWidth = 1.3; c.strokeStyle = colour("--fg");
    if (fill === "harm") { c.fillStyle = colour("--bad"); c.beginPath(); c.moveTo(middle, 3); c.lineTo(SIZE - 3, SIZE - 4); c.lineTo(3, SIZE - 4); c.closePath(); c.fill(); c.stroke(); return; }
    if (fill === "hatch") {
      c.beginPath(); c.rect(3, 3, SIZE - 6, SIZE - 6); c.fillStyle = colour("--card"); c.fill(); c.save(); c.clip();
      c.strokeStyle = colour("--bad"); c.lineWidth = 3;
      for (let at = -SIZE; at < SIZE; at += 7) { c.beginPath(); c.moveTo(at, SIZE); c.lineTo(at + SIZE, 0); c.stroke(); }
      c.restore(); c.beginPath(); c.rect(3, 3, SIZE - 6, SIZE - 6); c.strokeStyle = colour("--fg"); c.lineWidth = 1.3; c.stroke(); return;
    }
    c.beginPath(); c.arc(middle, middle, 8, 0, 2 * Math.PI); c.fillStyle = colour(`--${fill}`); c.fill(); c.save(); c.clip();
    c.fillStyle = colour("--over");
    const side = Number(fill.slice(5));
    if (side === 1 || side === 4) for (let x = 1; x < SIZE; x += 6) c.fillRect(x, 0, 1.6, SIZE);
    if (side === 4 || side === 5) for (let y = 1; y < SIZE; y += 6) c.fillRect(0, y, SIZE, 1.6);
    if (side === 2) for (let x = 3; x < SIZE; x += 6) for (let y = 3; y < SIZE; y += 6) c.fillRect(x, y, 2.4, 2.4);
    if (side === 3) for (let x = 0; x < SIZE; x += 4) for (let y = x % 8; y < SIZE; y += 8) c.fillRect(x, y, 4, 4);
    c.restore(); c.beginPath(); c.arc(middle, middle, 8, 0, 2 * Math.PI); c.stroke();
  });
}
function label(text) {
  const font = "13px system-ui, sans-serif", measure = document.createElement("canvas").getContext("2d");
  measure.font = font;
  return painted(Math.ceil(measure.measureText(text).width) + 8, 20, (c) => {
    c.font = font; c.textBaseline = "middle"; c.lineJoin = "round"; c.lineWidth = 3;
    c.strokeStyle = colour("--bg"); c.strokeText(text, 4, 10); c.fillStyle = colour("--fg"); c.fillText(text, 4, 10);
  });
}

function style(land) {
  const point = (s, n) => ({ type: "Feature", properties: { sign: s.fill, label: `label-${n}`, name: s.name, text: s.text, at: s.at, harm: s.fill === "harm" }, geometry: { type: "Point", coordinates: [s.lon, s.lat] } });
  const rings = data.spots.filter((s) => s.km).map((s) => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: ringAround(s.lon, s.lat, s.km) } }));
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land },
      rings: { type: "geojson", data: { type: "FeatureCollection", features: rings } },
      spots: { type: "geojson", data: { type: "FeatureCollection", features: data.spots.map(point) } },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--land") } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": colour("--border"), "line-width": 1 } },
      { id: "rings", type: "line", source: "rings", paint: { "line-color": colour("--dim"), "line-dasharray": [2, 3] } },
      { id: "spots", type: "symbol", source: "spots", layout: { "icon-image": ["get", "sign"], "icon-allow-overlap": true, "icon-offset": ["case", ["get", "harm"], ["literal", [0, -18]], ["literal", [0, 0]]] } },
      { id: "labels", type: "symbol", source: "spots", filter: ["!=", ["get", "name"], ""], layout: { "icon-image": ["get", "label"], "icon-anchor": "left", "icon-offset": [10, 0] } },
    ],
  };
}

async function start() {
  const [gl, topology] = await Promise.all([import("/static/vendor/maplibre-gl.mjs"), fetch(data.land).then((r) => r.json())]);
  place.classList.add("waiting");
  place.hidden = false;
  const map = new gl.Map({ container: place, style: style(landOf(topology)), bounds: data.box, attributionControl: false, hash: "at", dragRotate: false, pitchWithRotate: false, maxZoom: 14, fadeDuration: 0, locale: { "Map.Title": place.dataset.title } });
  map.touchZoomRotate.disableRotation();
  map.setMissingStyleImageResolver((id) => map.addImage(id, ...(id.startsWith("label-") ? label(data.spots[Number(id.slice(6))].name) : sign(id))));
  map.addControl(new gl.ScaleControl({ unit: "metric" }), "bottom-left");
  const told = document.getElementById("moving-told");
  map.on("mousemove", (event) => {
    const hits = map.getLayer("spots") ? map.queryRenderedFeatures(event.point, { layers: ["spots"] }) : [];
    told.textContent = hits.map((h) => h.properties.text).slice(0, 4).join(" · ");
    map.getCanvas().style.cursor = hits.length ? "pointer" : "";
  });
  map.on("click", "spots", (event) => { const to = event.features[0].properties.at; if (to) location.assign(to); });
  for (const [id, act] of [["zoom-in", () => map.zoomIn()], ["zoom-out", () => map.zoomOut()], ["zoom-all", () => map.fitBounds(data.box)]]) document.getElementById(id).addEventListener("click", act);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
  map.once("idle", () => { document.documentElement.classList.add("moving"); place.classList.remove("waiting"); map.resize(); place.dataset.ready = "yes"; });
}

function able() {
  try { return Boolean(document.createElement("canvas").getContext("webgl2")); } catch { return false; }
}
if (data && able()) start().catch(() => { place.hidden = true; });
