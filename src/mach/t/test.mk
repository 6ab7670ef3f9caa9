# Sizes of emitted code; scripts/test-size builds and runs it.
$(BUILD)/size-test: $(BUILD)/src/mach/t/size.o $(BUILD)/libdragoman.a
	$(CC) $(LDFLAGS) -o $@ $^ -lm
