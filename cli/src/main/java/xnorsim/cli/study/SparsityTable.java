package xnorsim.cli.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Table;
import xnorsim.cost.Sparsity;

/** What {@code xnorsim cost --sparsity} says. */
record SparsityTable(Sparsity sparsity) {

    String toJson() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Sparsity.Row row : sparsity.rows()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("rate", row.rate());
            values.put("gate", row.gate().key());
            values.put("cells_fj", row.cells());
            values.put("columns_fj", row.columns());
            values.put("reading_fj", row.reading());
            values.put("fj_per_product", row.sum());
            values.put("fj_per_useful_product", row.perSpike());
            all.add(values);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("technology", sparsity.technology().name());
        values.put("rows", all);
        return Json.object(values);
    }

    String toText() {
        Table table = new Table(true);
        table.row("spike rate", "cells are", "fJ a product", "in cells", "in columns", "in reading",
                "fJ a product with a spike");
        for (Sparsity.Row row : sparsity.rows()) {
            table.row(String.format(Locale.ROOT, "%.3f", row.rate()), row.gate().key(), Numbers.digits(row.sum()),
                    Numbers.digits(row.cells()), Numbers.digits(row.columns()), Numbers.digits(row.reading()),
                    row.perSpike().map(Numbers::digits).orElse("-"));
        }
        return sparsity.technology().name() + ": " + sparsity.technology().about() + "\n" + table;
    }
}
