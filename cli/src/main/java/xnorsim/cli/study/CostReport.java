package xnorsim.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.count.CountedEvent;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.NetworkReport;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Table;
import xnorsim.cli.run.RunReport;
import xnorsim.cost.Cost;
import xnorsim.cost.CostPart;
import xnorsim.cost.Term;

/**
 * What {@code xnorsim cost} says.
 *
 * @param mapping the network on its chip
 * @param cost    of the run
 * @param report  what the run did
 */
record CostReport(Mapping mapping, Cost cost, NetworkReport report) {

    /** A figure, or a dash where it does not exist. */
    private static String number(Optional<Double> value) {
        return value.map(CostReport::number).orElse("-");
    }

    private static String number(double value) {
        return value == 0 ? "-" : amount(value);
    }

    private static String amount(double value) {
        return value == 0 ? "0" : value < 0.005 ? "<0.01" : Numbers.digits(value);
    }

    private List<String> places() {
        return cost.energy().stream().map(Term::layer).distinct().toList();
    }

    private List<CostPart> components() {
        return List.of(CostPart.values()).stream()
                .filter(c -> cost.energyNj(t -> t.component() == c) + cost.areaMm2(t -> t.component() == c) > 0)
                .toList();
    }

    String toJson() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("network", mapping.network().name());
        values.put("technology", cost.technology().name());
        values.put("node_nm", cost.technology().nodeNm());
        values.put("supply_v", cost.technology().supplyV());
        values.put("images", cost.images());
        values.put("energy_nj", cost.energyNj());
        values.put("macro_energy_nj", cost.macroEnergyNj());
        values.put("area_mm2", cost.areaMm2());
        values.put("microseconds_per_image", cost.microseconds());
        values.put("energy_delay_nj_us", cost.energyDelay());
        values.put("products_per_image", (double) cost.products() / cost.images());
        values.put("useful_products_per_image", (double) cost.usefulProducts() / cost.images());
        values.put("macro_fj_per_product", cost.macroFjPerProduct());
        values.put("macro_fj_per_useful_product", cost.macroFjPerUsefulProduct());
        values.put("macro_tops_per_watt", cost.macroTopsPerWatt());
        values.put("system_tops_per_watt", cost.systemTopsPerWatt());
        values.put("terms", cost.energy().stream().map(this::values).toList());
        values.put("area_terms", cost.area().stream().map(CostReport::areaValues).toList());
        Map<String, Object> events = new LinkedHashMap<>();
        for (CountedEvent event : CountedEvent.values()) {
            events.put(event.key(), report.events().orElseThrow().total().of(event));
        }
        values.put("events", events);
        return Json.object(values);
    }

    private Map<String, Object> values(Term term) {
        Map<String, Object> values = CostExplanation.term(term);
        values.put("nj_per_image", term.value() / 1e6 / cost.images());
        return values;
    }

    private static Map<String, Object> areaValues(Term term) {
        Map<String, Object> values = CostExplanation.term(term);
        values.put("mm2", term.value() / 1e6);
        return values;
    }

    String toText() {
        Table head = new Table();
        Architecture a = mapping.architecture();
        head.row("network", String.format(Locale.ROOT, "%s, %d layers, %d time steps", mapping.network().name(),
                mapping.network().layers().size(), mapping.network().timeSteps()));
        head.row("chip", RunReport.chip(mapping.placement(), a));
        head.row("technology", String.format(Locale.ROOT, "%s: %s; %s V", cost.technology().name(),
                cost.technology().about(), cost.technology().supplyV()));
        head.row("energy", String.format(Locale.ROOT, "%s nJ an image, %s nJ of it in the macros",
                amount(cost.energyNj()), amount(cost.macroEnergyNj())));
        head.row("time", Numbers.duration(cost.microseconds() * 1e-6) + " an image");
        head.row("area", amount(cost.areaMm2()) + " mm2 without wiring between parts");
        head.row("macros", String.format(Locale.ROOT, "%s TOPS/W, %s fJ a product, %s fJ a product with a spike",
                number(cost.macroTopsPerWatt()), number(cost.macroFjPerProduct()),
                number(cost.macroFjPerUsefulProduct())));
        head.row("system", number(cost.systemTopsPerWatt()) + " TOPS/W; a product counts as two operations");
        return head + "\n" + energy() + "\n" + area();
    }

    private Table table(String first) {
        Table table = new Table(true);
        List<String> names = new ArrayList<>(List.of(first));
        components().forEach(c -> names.add(c.key()));
        names.add("sum");
        table.row(names.toArray(String[]::new));
        return table;
    }

    private Table energy() {
        Table table = table("nJ an image");
        for (String place : places()) {
            List<String> row = new ArrayList<>(List.of(place));
            components().forEach(
                    c -> row.add(number(cost.energyNj(t -> t.component() == c && t.layer().equals(place)))));
            row.add(number(cost.energyNj(t -> t.layer().equals(place))));
            table.row(row.toArray(String[]::new));
        }
        List<String> sums = new ArrayList<>(List.of("sum"));
        components().forEach(c -> sums.add(number(cost.energyNj(t -> t.component() == c))));
        sums.add(number(cost.energyNj()));
        table.row(sums.toArray(String[]::new));
        return table;
    }

    private Table area() {
        Table table = table("1000 um2");
        for (String place : cost.area().stream().map(Term::layer).distinct().toList()) {
            List<String> row = new ArrayList<>(List.of(place));
            components().forEach(c -> row
                    .add(number(1000 * cost.areaMm2(t -> t.component() == c && t.layer().equals(place)))));
            row.add(number(1000 * cost.areaMm2(t -> t.layer().equals(place))));
            table.row(row.toArray(String[]::new));
        }
        List<String> sums = new ArrayList<>(List.of("sum"));
        components().forEach(c -> sums.add(number(1000 * cost.areaMm2(t -> t.component() == c))));
        sums.add(number(1000 * cost.areaMm2()));
        table.row(sums.toArray(String[]::new));
        return table;
    }
}
