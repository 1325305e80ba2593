console.error('the disk is on fire');
process.exitCode = 3;
