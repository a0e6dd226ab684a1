package xnorsim.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFileTest {
    @TempDir
    Path folder;

    @Test
    void open_isForOneAtATime_underAnySpelling() throws IOException {
        Path file = folder.resolve("x");
        try (LockedFile own = LockedFile.open(file).orElseThrow()) {
            assertThat(own.channel().isOpen()).isTrue();
            assertThat(LockedFile.open(file)).isEmpty();
            Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("x"));
            assertThat(LockedFile.open(link)).isEmpty();
            assertThat(LockedFile.openExisting(folder.resolve(".").resolve("x"))).isEmpty();
        }
        LockedFile.open(file).orElseThrow().delete();
        assertThat(file).doesNotExist();
    }

    @Test
    void delete_whileOthersTry_neverGivesTheNameToTwo() throws Exception {
        Path file = folder.resolve("x");
        AtomicInteger owners = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Integer> turns = () -> {
            int had = 0;
            for (int i = 0; i < 300; i++) {
                Optional<LockedFile> mine = LockedFile.open(file);
                if (mine.isPresent()) {
                    had++;
                    most.accumulateAndGet(owners.incrementAndGet(), Math::max);
                    owners.decrementAndGet();
                    mine.get().delete();
                }
            }
            return had;
        };
        int all = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                results.add(threads.submit(turns));
            }
            for (Future<Integer> result : results) {
                all += result.get();
            }
        }
        assertThat(most).hasValue(1);
        assertThat(all).isPositive();
        assertThat(folder).isEmptyDirectory();
    }
}
