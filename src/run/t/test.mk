# Tests of run/.
$(BUILD)/flame-test: $(BUILD)/src/run/t/flame.o $(BUILD)/libdragoman.a
	$(CC) $(LDFLAGS) -o $@ $^
TESTS += $(BUILD)/flame-test
